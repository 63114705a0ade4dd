import Datasets
import Language

/// `regions`.
struct Regions: Command {
  static let name = "regions"
  static let summary = "See a data set as images with one target region each, augmented if wanted."
  static let discussion = """
    The selector chooses the target in a sample's full mask, the transform changes image and target \
    together. Both draw by the seed, the sample and the epoch alone: data[3] is always the same, and \
    data.epoch(1)[3] another draw. A sample has image, target, info and planes; with --neighbours also \
    positives, negatives and others, for samplers of training clicks.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "data = datasets.synthetic(count=2, size=\"48x64\")\ns = regions(data, selector=\"random_single\", transform=transforms.resize(24, 32))[0]\nprint(s.image, s.target.area > 0)",
      prints: "image(24×32) True"),
    Example(
      "def inner(sample):\n    return sample.target\n\nfor s in regions(datasets.synthetic(count=1, size=\"48x64\"), selector=inner):\n    print(s.id)",
      prints: "synthetic-000"),
  ]

  @Argument("where the samples come from: a folder, a catalogue name or a data set") var data:
    DatasetParameter
  @Option("what chooses the target: a selector's name, a selector, or a function")
  var selector = SelectorParameter(selector: Dummy())
  @Option("what is done to the pair: a transform's name, a transform, or a function")
  var transform: TransformParameter?
  @Option("the seed of all draws; the session's unless told") var seed: Int?
  @Flag("tell the target from the picture's other objects") var neighbours = false

  func run(_ context: CommandContext) throws -> Value {
    .object(
      RegionsObject(
        RegionDatasetWithInfo(
          data.dataset, selector: selector.selector, transform: transform?.transform,
          seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? context.rootSeed,
          withNeighbours: neighbours)))
  }
}
