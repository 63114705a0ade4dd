import Datasets
import Language

/// `datasets.weighted`.
struct DatasetsWeighted: Command {
  static let name = "datasets.weighted"
  static let summary = "Draw samples that are segmented badly more often than others."
  static let discussion = """
    RITM's sample scores: sample i is drawn with a probability in proportion to (1 − score)^γ, where a \
    score is for example the IoU of an evaluation, by the sample's id. A sample without a score has 0.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "data = datasets.synthetic(count=3)\nhard = datasets.weighted(data, {\"synthetic-000\": 1, \"synthetic-001\": 1}, count=4)\nprint(len(hard), hard[2].id)",
      prints: "4 synthetic-002@2")
  ]

  @Argument("the data set") var data: DatasetParameter
  @Argument("a dict from ids to scores from 0 to 1") var scores: Value
  @Option("the exponent", in: 0...1000.0) var gamma = 1.0
  @Option("how many draws an epoch has; as many as there are samples", in: 1...100_000_000)
  var count: Int?
  @Option("which epoch", in: 0...1_000_000_000) var epoch = 0

  func run(_ context: CommandContext) throws -> Value {
    guard let dict = scores.asDict else {
      throw Diagnostic(.type, "scores are a dict from ids to numbers, got \(scores.typeName)")
    }
    var byID: [String: Double] = [:]
    for (key, value) in dict.items {
      guard let id = key.asString, let score = value.asNumber else {
        throw Diagnostic(
          .type, "scores are a dict from ids to numbers, got \(key.repr): \(value.repr)")
      }
      byID[id] = score
    }
    return try .opened(
      SampledDataset(
        data.dataset, scores: byID, gamma: gamma, count: count, seed: context.rootSeed,
        epoch: epoch), context)
  }
}
