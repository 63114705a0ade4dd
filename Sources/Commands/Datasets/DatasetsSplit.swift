import Datasets
import Language

/// `datasets.split`.
struct DatasetsSplit: Command {
  static let name = "datasets.split"
  static let summary = "Divide a data set into parts of about these fractions."
  static let discussion = """
    To which part a sample comes depends on the seed and its id alone: a data set that grows keeps its \
    samples where they were. The parts' sizes are about, not exactly, the fractions.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "data = datasets.synthetic(count=100)\ntrain, val = datasets.split(data, [0.8, 0.2])\nprint(len(train) + len(val))",
      prints: "100")
  ]

  @Argument("the data set") var data: DatasetParameter
  @Argument("the fractions, of a sum of at most 1") var fractions: [Double]

  func run(_ context: CommandContext) throws -> Value {
    .list(
      try data.dataset.split(fractions, seed: context.rootSeed).map {
        .object(DatasetObject($0))
      })
  }
}
