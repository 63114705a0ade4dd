import Datasets
import Imaging
import Language

/// `datasets.synthetic`.
struct DatasetsSynthetic: Command {
  static let name = "datasets.synthetic"
  static let summary = "Make a procedural data set: textured, shaded objects with exact masks."
  static let topic = CommandTopic.datasets
  static let examples = [
    Example("print(datasets.synthetic(count=3))", prints: "dataset(synthetic, 3 images)"),
    Example(
      "s = datasets.synthetic(count=1, size=\"48x64\")[0]\nprint(s.image, s.target.area > 0)",
      prints: "image(48×64) True"),
  ]

  @Option("how many images", in: 1...1_000_000) var count = 16
  @Option("height and width of the images, in pixels") var size = Extent(height: 240, width: 320)
  @Option("the seed of the pictures; the session's unless told") var seed: Int?

  func run(_ context: CommandContext) throws -> Value {
    .object(
      DatasetObject(
        try SyntheticDataset(
          count: count, size: Size(height: size.height, width: size.width),
          seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? context.rootSeed)))
  }
}
