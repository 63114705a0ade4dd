import Datasets
import Language

/// `datasets.compose`.
struct DatasetsCompose: Command {
  static let name = "datasets.compose"
  static let summary = "Join data sets, one behind the other or drawn in proportions."
  static let discussion = """
    Without --ratios all samples follow each other. With them an epoch is --count draws with replacement: \
    first of a data set in these proportions, then of its samples, each as likely. The draws depend on the \
    seed and --epoch alone.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "a = datasets.synthetic(count=3, seed=1)\nb = datasets.from_function(2, lambda i: a[i], name=\"b\")\nprint(datasets.compose(a, b))",
      prints: "dataset(synthetic+b, 5 images)"),
    Example(
      "a = datasets.synthetic(count=3, seed=1)\nb = datasets.from_function(2, lambda i: a[i], name=\"b\")\nprint(datasets.compose(a, b, ratios=[3, 1], count=8))",
      prints: "dataset(synthetic+b, 8 images)"),
  ]

  @Argument("the data sets") var data: [DatasetParameter]
  @Option("how often each is drawn") var ratios: [Double]?
  @Option("how many draws an epoch has; as many as there are samples", in: 1...100_000_000)
  var count: Int?
  @Option("which epoch", in: 0...1_000_000_000) var epoch = 0

  func run(_ context: CommandContext) throws -> Value {
    let parts = data.map(\.dataset)
    guard let ratios else { return try .opened(ComposedDataset(parts), context) }
    return try .opened(
      SampledDataset(parts, ratios: ratios, count: count, seed: context.rootSeed, epoch: epoch),
      context)
  }
}
