import Clicking
import Language

/// `encodings.gaussians`.
struct EncodingsGaussians: Command {
  static let name = "encodings.gaussians"
  static let summary =
    "Make the encoding that draws a Gaussian around each click."
  static let discussion = """
    One plane for each sign and sigma, the sigmas of a sign together. The nearest click counts: \
    Gaussians do not add up.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(encodings.gaussians(sigmas=[2, 5]).planes)",
      prints: "[\"positive σ=2.0\", \"positive σ=5.0\", \"negative σ=2.0\", \"negative σ=5.0\"]")
  ]

  @Option("the standard deviations, in pixels") var sigmas: [Double] = [10]
  @Flag("put the planes of negative clicks first") var negativeFirst = false

  func run(_ context: CommandContext) throws -> Value {
    guard (1...64).contains(sigmas.count), sigmas.allSatisfy({ $0 >= 0.001 && $0 <= 1e6 }) else {
      throw Diagnostic(.value, "sigmas are 1 to 64 numbers from 0.001 to 1000000")
    }
    return .object(EncodingObject(Gaussians(sigmas: sigmas, negativeFirst: negativeFirst)))
  }
}
