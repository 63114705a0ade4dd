import Datasets
import Language

/// `datasets.subset`.
struct DatasetsSubset: Command {
  static let name = "datasets.subset"
  static let summary = "Take some samples of a data set: the first, drawn ones, or those of a list."
  static let discussion = """
    data[10:20] takes a range of samples, too. Draws are without replacement, and depend on the seed alone.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "data = datasets.synthetic(count=9)\nprint(datasets.subset(data, limit=2).ids)",
      prints: "[\"synthetic-000\", \"synthetic-001\"]"),
    Example(
      "data = datasets.synthetic(count=9)\nprint(datasets.subset(data, ids=[\"synthetic-004\"]))",
      prints: "dataset(synthetic, 1 images)"),
  ]

  @Argument("the data set") var data: DatasetParameter
  @Option("how many, from the first or drawn", in: 1...100_000_000) var limit: Int?
  @Flag("draw them in random order instead of taking the first") var shuffle = false
  @Option("the ids of the samples to take, in this order") var ids: [String]?
  @Option("ids of samples to leave out") var exclude: [String]?

  func run(_ context: CommandContext) throws -> Value {
    var dataset = data.dataset
    if let ids {
      dataset = try SubsetDataset(
        dataset, indices: try ids.map { try DatasetObject.index(of: $0, in: dataset) })
    }
    if let exclude {
      let excluded = Set(try exclude.map { try DatasetObject.index(of: $0, in: dataset) })
      dataset = try SubsetDataset(
        dataset, indices: (0..<dataset.count).filter { !excluded.contains($0) })
    }
    if shuffle { dataset = try dataset.shuffled(seed: context.rootSeed) }
    if let limit {
      dataset = try SubsetDataset(dataset, indices: Array(0..<min(limit, dataset.count)))
    }
    return try .opened(dataset, context)
  }
}
