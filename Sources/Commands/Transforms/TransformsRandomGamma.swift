import Datasets
import Language

/// `transforms.random_gamma`.
struct TransformsRandomGamma: Command {
  static let name = "transforms.random_gamma"
  static let summary = "Raise the colours to a random power."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_gamma(p=1)(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(0, 0, 0)")
  ]

  @Option("the range of the exponent, in percent; n is 1 to n")
  var gammaLimit = LimitsParameter(80, 120)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try RandomGamma(gammaLimit: gammaLimit.from(1), p: p), context)
  }
}
