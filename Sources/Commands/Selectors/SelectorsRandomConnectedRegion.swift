import Datasets
import Imaging
import Language

/// `selectors.random_connected_region`.
struct SelectorsRandomConnectedRegion: Command {
  static let name = "selectors.random_connected_region"
  static let summary = "Choose one connected component of one region, each equally likely."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.random_connected_region(min_area=10))[0].target.area > 0)",
      prints: "True")
  ]

  @Option("the least area of a component, in pixels", in: 1...) var minArea = 1
  @Flag("count pixels that share only a corner as connected") var diagonal = true

  func run(_ context: CommandContext) throws -> Value {
    .object(
      SelectorObject(
        RandomConnectedRegion(
          minArea: minArea, connectivity: diagonal ? .eight : .four)))
  }
}
