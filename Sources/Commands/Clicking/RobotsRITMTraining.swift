import Clicking
import Language

/// `robots.ritm_training`.
struct RobotsRITMTraining: Command {
  static let name = "robots.ritm_training"
  static let summary =
    "Make RITM's sampler of the first clicks in training."
  static let discussion = """
    There are 1 + G positive clicks on the target, mostly on its eroded inside, and G negative \
    ones: on the background (1 of 10), on other objects (4 of 10) or on a border around the \
    target (5 of 10). G is a number i with a probability in proportion to gamma to the power of \
    i, below --most.

    The call takes others, the other objects of the picture, positives, a mask for each object of the target, and \
    negatives, what must not be taken for it: what a sample of regions(…, neighbours=True) knows. Each of these \
    places gets a click.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.ritm_training(most=1)(t & ~t, t, [], n_points=1).positive)",
      prints: "True")
  ]

  @Option("the most clicks of each sign", in: 1...1000) var most = 24
  @Option("how much less likely each further click is", in: 0...1) var gamma = 0.8
  @Flag("place the first positive click near the middle") var firstInCenter = false

  func run(_ context: CommandContext) throws -> Value {
    robotValue(RITMTrainingPoints(most: most, gamma: gamma, firstInCenter: firstInCenter), context)
  }
}
