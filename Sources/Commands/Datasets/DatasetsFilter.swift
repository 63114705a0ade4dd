import Basics
public import Datasets
public import Language

extension RegionInfo.Kind: Choice {
  /// `kind`.
  public static var typeName: String { "kind" }
}

/// `datasets.filter`.
struct DatasetsFilter: Command {
  static let name = "datasets.filter"
  static let summary = "Keep the regions, and the samples, that satisfy conditions."
  static let discussion = """
    Regions that do not are no targets any more and become background; a sample without any is left out. \
    --keep is a function of a sample that says whether it stays. All samples are loaded once.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "data = datasets.synthetic(count=4, size=\"32x48\")\nprint(datasets.filter(data, keep=lambda s: s.id > \"synthetic-001\").ids)",
      prints: "[\"synthetic-002\", \"synthetic-003\"]")
  ]

  @Argument("the data set") var data: DatasetParameter
  @Option("the fewest pixels of a region", in: 0...1_000_000_000) var minArea: Int?
  @Option("the most pixels of a region", in: 0...1_000_000_000) var maxArea: Int?
  @Option("the smallest share of the image") var minShare: Fraction?
  @Option("the largest share of the image") var maxShare: Fraction?
  @Option("names of classes, of which a region must have one") var classes: [String]?
  @Option("thing or stuff") var kind: RegionInfo.Kind?
  @Flag("keep crowds") var crowds = true
  @Option("a function of a sample that says whether it stays") var keep: FunctionValue?

  func run(_ context: CommandContext) throws -> Value {
    var filter = RegionFilter()
    filter.minimumArea = minArea
    filter.maximumArea = maxArea
    filter.minimumShare = minShare?.value
    filter.maximumShare = maxShare?.value
    filter.categories = Set(classes ?? [])
    filter.kind = kind
    filter.keepsCrowds = crowds
    let dataset = data.dataset
    return try context.withProgress("filtering", total: dataset.count) { progress in
      try .opened(
        FilteredDataset(dataset, regions: filter, keeps: { try stays($0, context) }) {
          try Cancellation.check()
          progress.advance()
        }, context)
    }
  }

  private func stays(_ sample: SegSample, _ context: CommandContext) throws -> Bool {
    guard let keep else { return true }
    let answer = try context.interpreter.call(keep.value, [.object(try SampleObject(sample))])
    guard let stays = answer.asBool else {
      throw Diagnostic(.type, "keep must return True or False, got \(answer.typeName)")
    }
    return stays
  }
}
