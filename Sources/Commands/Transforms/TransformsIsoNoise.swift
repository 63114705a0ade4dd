import Datasets
import Language

/// `transforms.iso_noise`.
struct TransformsIsoNoise: Command {
  static let name = "transforms.iso_noise"
  static let summary = "Add noise as a camera's sensor does at high sensitivity."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.iso_noise(p=1)(mask=mask_of(\"..\")).image)",
      prints: "image(1×2)")
  ]

  @Option("the range of hue's deviation, as a share of its circle")
  var colorShift = LimitsParameter(0.01, 0.05)
  @Option("the range of the strength") var intensity = LimitsParameter(0.1, 0.5)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try ISONoise(colorShift: colorShift.exact, intensity: intensity.exact, p: p), context)
  }
}
