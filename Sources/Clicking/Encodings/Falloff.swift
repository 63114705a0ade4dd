internal import Imaging

/// How a value follows from the squared distance to the nearest click.
///
/// Values are computed in doubles, four at a time, and rounded once: so of two distances that differ as
/// floats the nearer one never has the farther value, and the value of the nearest click is the nearest
/// value of all clicks. That makes drawing click by click equal to drawing all at once.
enum Falloff {
  /// tanh(2·d / radius).
  case tanh(radius: Double)
  /// min(d, limit) / limit.
  case clipped(limit: Double)
  /// exp(-d² / 2σ²).
  case gaussian(sigma: Double)

  /// What a radius, limit or deviation is at least, in pixels.
  static let leastDistance = 1e-6

  /// Brings a row nearer to the clicks: each value becomes the nearer one of itself and of its distance.
  func draw(
    _ squared: UnsafePointer<Float>, over values: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch self {
    case .tanh(let radius):
      // tanh y = (1 - e) / (1 + e) with e = exp(-2y).
      let radius = max(radius, Self.leastDistance)
      let scale = -4 / radius
      // From y = 9.02 on, tanh y is 1 as a float.
      let far = Self.square(9.02 * radius / 2)
      Self.forEachFour(squared, over: values, count: count, far: far, nearer: Self.smaller) {
        let e = exponential($0.squareRoot() * scale)
        return (1 - e) / (1 + e)
      }
    case .clipped(let limit):
      let limit = max(limit, Self.leastDistance)
      let far = Self.square(limit)
      Self.forEachFour(squared, over: values, count: count, far: far, nearer: Self.smaller) {
        let value = $0.squareRoot() / limit
        return value.replacing(with: 1, where: value .> 1)
      }
    case .gaussian(let sigma):
      let sigma = max(sigma, Self.leastDistance)
      let scale = -0.5 / (sigma * sigma)
      // Below exp(-87.3) a float would be subnormal; it is 0 instead.
      let far = Float(-87.3 / scale)
      Self.forEachFour(squared, over: values, count: count, far: far, nearer: Self.larger) {
        exponential($0 * scale)
      }
    }
  }

  private static func square(_ distance: Double) -> Float { Float(distance * distance) }

  private static func smaller(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .< a)
  }

  private static func larger(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .> a)
  }

  /// Four pixels at a time; those beyond `far` keep what they have.
  @inline(__always)
  private static func forEachFour(
    _ squared: UnsafePointer<Float>, over values: UnsafeMutablePointer<Float>, count: Int,
    far: Float, nearer: (SIMD4<Float>, SIMD4<Float>) -> SIMD4<Float>,
    _ rule: (SIMD4<Double>) -> SIMD4<Double>
  ) {
    let whole = count & ~3
    for index in stride(from: 0, to: whole, by: 4) {
      let distances = UnsafeRawPointer(squared + index).loadUnaligned(as: SIMD4<Float>.self)
      let isFar = distances .> far
      if all(isFar) { continue }
      let place = UnsafeMutableRawPointer(values + index)
      let value = SIMD4<Float>(rule(SIMD4<Double>(distances)))
      let old = place.loadUnaligned(as: SIMD4<Float>.self)
      let new = nearer(old, value).replacing(with: old, where: isFar)
      place.storeBytes(of: new, as: SIMD4<Float>.self)
    }
    for index in whole..<count where squared[index] <= far {
      let value = SIMD4<Float>(rule(SIMD4(repeating: Double(squared[index]))))
      values[index] = nearer(SIMD4(repeating: values[index]), value)[0]
    }
  }
}

extension Plane {
  /// Draws clicks over a plane by their distance.
  mutating func drawFalloff(_ falloff: Falloff, from clicks: [PlacedClick]) {
    let nearest = NearestClicks(clicks)
    guard !nearest.isEmpty else { return }
    let size = size
    values.withUnsafeMutableBufferPointer { values in
      guard let first = values.baseAddress else { return }
      nearest.forEachRow(of: size) { row, squared in
        falloff.draw(squared, over: first + row * size.width, count: size.width)
      }
    }
  }
}
