import Datasets
import Language

/// `transforms.normalize`.
struct TransformsNormalize: Command {
  static let name = "transforms.normalize"
  static let summary =
    "Make numbers of the colours, by a mean and a deviation or by the image's range."
  static let discussion = """
    The numbers are in the planes of the sample that comes out; image stays 8-bit. It is done \
    once, after all other steps, and should stand last.

    min_max maps the least sample to 0 and the greatest to 1; an image of one value has no range \
    and becomes v / 255.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.normalize(mean=0.5, std=0.5)(mask=mask_of(\"..\")).planes[0][0, 0])",
      prints: "-1.0")
  ]

  @Option("the mean of each channel, in 0 to 1") var mean = [0.485, 0.456, 0.406]
  @Option("the deviation of each channel") var std = [0.229, 0.224, 0.225]
  @Option("the value that counts as 1") var maxPixelValue = 255.0
  @Option("standard: mean and std; min_max: the image's own range")
  var normalization = NormalizationParameter.standard
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    let rule: Normalization
    switch normalization {
    case .minMax: rule = .minMax
    case .standard:
      rule = .meanDeviation(
        mean: try Self.channels(mean, "mean"), deviation: try Self.channels(std, "std"),
        max: Float(maxPixelValue))
    }
    return transformValue(try Normalize(rule, p: p), context)
  }

  /// One number for each channel, or one for all.
  private static func channels(_ values: [Double], _ name: String) throws -> SIMD3<Float> {
    guard values.count == 1 || values.count == 3 else {
      throw Diagnostic(
        .value, "\(name) holds \(values.count) numbers, and must hold 1 or 3",
        help: "write one for each of red, green and blue")
    }
    return SIMD3(
      Float(values[0]), Float(values[values.count / 2]), Float(values[values.count - 1]))
  }
}

/// Where the numbers of a normalisation come from.
enum NormalizationParameter: String, Choice {
  case standard
  case minMax = "min_max"

  static let typeName = "normalization"
}
