internal import Basics
internal import Imaging

/// Clicks wrong pixels as people do, nearer to the middle or less so, by a temperature.
///
/// The weight of a wrong pixel is exp(t·min(d, 50)), with d its exact distance in pixels to the nearest
/// pixel that is right, beyond the picture's border too. With t = 0 all wrong pixels are equally likely;
/// the larger t, the surer a click falls where d is largest or at least 50. A t below 0 stands for the
/// limit: always the deepest pixel, the first in row-major order, not clipped.
///
/// The clipped, exponential map is that of a later version of the seed. No pixel is drawn twice in a turn;
/// earlier clicks make no difference.
public struct SampledClicks: Robot {
  /// `sampled`.
  public let name = "sampled"
  /// How strongly depth draws clicks, in 1 / pixel; below 0 without chance.
  public let temperature: Double
  /// From what depth on all pixels are alike, in pixels.
  public let limit: Double
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(temperature: Double = 0.1, limit: Double = 50, count: Int = 1) {
    self.temperature = temperature
    self.limit = limit
    self.count = count
  }

  /// The clicks in the order in which they were drawn; none where nothing is wrong.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let count = turn.count(or: count)
    if temperature < 0 {
      return try turn.inTurn(count) { turn throws(ClickingError) in
        try turn.errors().wrong.deepestPixel().map { turn.click(at: $0.pixel) }
      }
    }
    let depths = try turn.errors().wrong.distances(border: .background)
    var pixels = WeightedPixels(depths.exponentialWeights(temperature, limit: limit))
    var random = turn.key.generator()
    return pixels.draw(count, &random).map(turn.click(at:))
  }
}

extension Plane {
  /// exp(t·(min(d, limit) - greatest)) where a depth d is above 0, else 0; `greatest` is the largest
  /// clipped depth, so that no weight exceeds 1.
  func exponentialWeights(_ temperature: Double, limit: Double) -> Plane {
    let greatest = min(Double(values.withUnsafeBufferPointer(greatestDepth)), limit)
    var weights = values
    weights.withUnsafeMutableBytes { bytes in
      let whole = bytes.count / 4 & ~3
      func weigh(_ depths: SIMD4<Float>) -> SIMD4<Float> {
        let clipped = pointwiseMin(SIMD4<Double>(depths), SIMD4(repeating: limit))
        let weights = SIMD4<Float>(exponential((clipped - greatest) * temperature))
        // A depth whose weight is too small for a float keeps the smallest: every wrong pixel can be hit.
        let least = SIMD4<Float>(repeating: .leastNormalMagnitude)
        return pointwiseMax(weights, least).replacing(with: 0, where: depths .<= 0)
      }
      for index in stride(from: 0, to: whole, by: 4) {
        let depths = bytes.loadUnaligned(fromByteOffset: 4 * index, as: SIMD4<Float>.self)
        if depths == .zero { continue }
        bytes.storeBytes(of: weigh(depths), toByteOffset: 4 * index, as: SIMD4<Float>.self)
      }
      for index in whole..<bytes.count / 4 {
        let depth = bytes.load(fromByteOffset: 4 * index, as: Float.self)
        let weight = weigh(SIMD4(repeating: depth))[0]
        bytes.storeBytes(of: weight, toByteOffset: 4 * index, as: Float.self)
      }
    }
    return Plane(size: size, values: weights)
  }
}
