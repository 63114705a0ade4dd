public import Imaging

/// How bytes become the numbers that a network sees.
public enum Normalization: Hashable, Sendable {
  /// (v / max − mean) / deviation, with a mean and a deviation for each channel.
  case meanDeviation(mean: SIMD3<Float>, deviation: SIMD3<Float>, max: Float)
  /// (v − least) / (greatest − least) over all samples of the image, in [0, 1]; the seed's rule.
  ///
  /// An image of one value has nothing to stretch: it becomes v / 255, and so stays in [0, 1].
  case minMax

  /// The mean and deviation of ImageNet's photographs, of values in [0, 1].
  public static let imageNet = Normalization.meanDeviation(
    mean: SIMD3(0.485, 0.456, 0.406), deviation: SIMD3(0.229, 0.224, 0.225), max: 255)

  /// Red, green and blue as planes.
  public func planes(of image: Image) -> [Plane] {
    switch self {
    case .meanDeviation(let mean, let deviation, let max):
      return image.planes(mean: mean * max, deviation: deviation * max)
    case .minMax:
      guard let range = image.sampleRange, range.count > 1 else {
        return image.planes(mean: .zero, deviation: SIMD3(repeating: 255))
      }
      let low = Float(range.lowerBound)
      return image.planes(
        mean: SIMD3(repeating: low), deviation: SIMD3(repeating: Float(range.upperBound) - low))
    }
  }
}
