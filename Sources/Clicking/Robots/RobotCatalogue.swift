/// The robots that have a name of their own.
public enum RobotCatalogue {
  /// A name and what it stands for.
  public struct Entry: Sendable {
    /// The name by which scripts choose it.
    public let name: String
    /// What it clicks, in a few words.
    public let summary: String
    /// The robot with the field's usual parameters.
    public let robot: any Robot
  }

  /// All of them, in the order in which help lists them.
  public static let entries: [Entry] = [
    Entry(
      "center", "the deepest pixel of the larger error, as the field evaluates",
      CenterLargestError()),
    Entry("ritm", "the robot of RITM's evaluation: center by another name", CenterLargestError()),
    Entry("gto99", "the deepest pixel of the largest error, as gto99 evaluates", GTO99()),
    Entry(
      "center_largest_false", "the deepest pixel of the largest wrong region", CenterLargestFalse()),
    Entry("random", "a random pixel, right or wrong", RandomClicks()),
    Entry("random_false", "a random pixel among all that are wrong", RandomFalse()),
    Entry(
      "random_largest_false", "a random pixel of the largest wrong region", RandomLargestFalse()),
    Entry("distance", "a wrong pixel, the likelier the deeper it lies", DistanceWeighted()),
    Entry(
      "distance_memory", "the same, and several clicks keep away from each other",
      DistanceWeighted(hasMemory: true)),
    Entry("sampled", "a wrong pixel as people choose it, by a temperature", SampledClicks()),
    Entry(
      "clicking_group", "a slice of the larger error's probability, as RClicks has it",
      ClickingGroup(group: 10)),
    Entry("ritm_next", "a pixel deep in the larger error, as RITM trains", RITMNextPoint()),
    Entry("ritm_training", "RITM's first clicks of a training step", RITMTrainingPoints()),
    Entry("border", "a missed pixel near the edge of what is missed", PositiveStrategy(.border)),
    Entry("inner", "a missed pixel in the inside of what is missed", PositiveStrategy(.inner)),
    Entry(
      "center_weighted", "a missed pixel, the likelier the deeper it lies",
      PositiveStrategy(.centerWeighted)),
    Entry("uniform", "a random missed pixel", PositiveStrategy(.uniform)),
    Entry("stratified", "pixels spread over the picture, one in a cell", StratifiedClicks()),
    Entry("none", "no click at all", NoClick()),
  ]
}

extension RobotCatalogue.Entry {
  fileprivate init(_ name: String, _ summary: String, _ robot: any Robot) {
    self.name = name
    self.summary = summary
    self.robot = robot
  }
}
