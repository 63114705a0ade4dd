/// For each output pixel of one axis, the input pixels that it mixes and their weights.
struct ResamplingTaps {
  /// How many input pixels each output pixel mixes.
  let count: Int
  private(set) var index: [Int32] = []
  private(set) var weight: [Float] = []

  init(_ resampling: Resampling, input: Int, output: Int, factor: Double?) {
    let axis = ResampledAxis(
      coordinates: resampling.coordinates, arithmetic: resampling.arithmetic, input: input,
      output: output, factor: factor)
    let positions = (0..<output).map { axis.position(of: $0) }
    if let smoothing = resampling.smoothing,
      let kernel = SmoothingKernel(resampling.interpolation, smoothing)
    {
      count = kernel.tapCount(stretch: axis.stretch)
      for exact in positions { appendSmoothed(exact, kernel, axis) }
      return
    }
    switch resampling.interpolation {
    case .nearest(let rounding):
      count = 1
      for exact in positions {
        append(axis.clamped(rounding.rounded(axis.snapped(exact, rounding))), 1)
      }
    case .linear:
      count = 2
      for exact in positions { appendLinear(max(exact, 0), axis) }
    case .cubic(let a, let excludesOutside):
      count = 4
      for exact in positions { appendCubic(exact, a, excludesOutside, axis) }
    }
  }

  private mutating func append(_ source: Int, _ factor: Float) {
    index.append(Int32(source))
    weight.append(factor)
  }

  private mutating func appendLinear(_ exact: Float, _ axis: ResampledAxis) {
    let low = axis.clamped(exact)
    let high = min(max(exact - Float(low), 0), 1)
    append(low, 1 - high)
    append(min(low + 1, axis.input - 1), high)
  }

  private mutating func appendCubic(
    _ exact: Float, _ a: Float, _ excludesOutside: Bool, _ axis: ResampledAxis
  ) {
    let low = exact.rounded(.down)
    var weights = Self.cubicWeights(exact - low, a)
    if excludesOutside {
      for tap in 0..<4 where !axis.contains(low + Float(tap - 1)) { weights[tap] = 0 }
      let sum = weights.reduce(0, +)
      weights = weights.map { $0 / sum }
    }
    for tap in 0..<4 { append(axis.clamped(low + Float(tap - 1)), weights[tap]) }
  }

  private mutating func appendSmoothed(
    _ exact: Float, _ kernel: SmoothingKernel, _ axis: ResampledAxis
  ) {
    let (centre, stretch) = (Double(exact), axis.stretch)
    let first = (centre - kernel.support * stretch + 1).rounded(.down)
    var weights = (0..<count).map { kernel.weight((first + Double($0) - centre) / stretch) }
    if kernel.excludesOutside {
      for tap in 0..<count where !axis.contains(Float(first + Double(tap))) { weights[tap] = 0 }
    }
    let sum = weights.reduce(0, +)
    for tap in 0..<count {
      append(axis.clamped(Float(first + Double(tap))), Float(weights[tap] / sum))
    }
  }

  /// The weights of the pixels at −1, 0, 1 and 2 for a value at `t` in [0, 1]
  /// (Keys: Cubic Convolution Interpolation for Digital Image Processing, 1981).
  private static func cubicWeights(_ t: Float, _ a: Float) -> [Float] {
    func near(_ d: Float) -> Float { ((a + 2) * d - (a + 3)) * d * d + 1 }
    func far(_ d: Float) -> Float { ((a * d - 5 * a) * d + 8 * a) * d - 4 * a }
    return [far(t + 1), near(t), near(1 - t), far(2 - t)]
  }
}

/// The kernel of a smoothed resize: linear, a triangle, or cubic (Keys, 1981).
private struct SmoothingKernel {
  /// How far it reaches to either side.
  let support: Double
  /// Whether pixels outside weigh nothing, instead of repeating the edge's.
  let excludesOutside: Bool
  private let a: Double?

  /// `nil` for what has no kernel.
  init?(_ interpolation: Resampling.Interpolation, _ smoothing: Resampling.Smoothing) {
    switch interpolation {
    case .nearest: return nil
    case .linear: (support, a) = (1, nil)
    case .cubic(let a, _): (support, self.a) = (2, Double(a))
    }
    excludesOutside = smoothing == .excludingOutside
  }

  func tapCount(stretch: Double) -> Int { Int((2 * support * stretch).rounded(.up)) + 1 }

  func weight(_ distance: Double) -> Double {
    let d = abs(distance)
    guard let a else { return max(0, 1 - d) }
    if d < 1 { return ((a + 2) * d - (a + 3)) * d * d + 1 }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0
  }
}

/// Where the output's pixels lie along one axis of the input.
private struct ResampledAxis {
  let coordinates: Resampling.Coordinates
  let arithmetic: Resampling.Arithmetic
  let input: Int
  let output: Int
  let factor: Double?

  /// By how much a smoothing kernel is wider than a pixel.
  var stretch: Double {
    max(factor.map { 1 / $0 } ?? Double(input) / Double(max(output, 1)), 1)
  }

  func position(of pixel: Int) -> Float {
    let ratio = factor.map { Float(1 / $0) } ?? Float(input) / Float(output)
    let i = Float(pixel)
    let scale = factor.map { Float($0) } ?? Float(output) / Float(input)
    func scaled(_ i: Float) -> Float { arithmetic == .divided ? i / scale : ratio * i }
    let halfPixel = scaled(i + 0.5) - 0.5
    switch coordinates {
    case .halfPixel: return halfPixel
    case .halfPixelSymmetric:
      let exactOutput = factor.map { Float(input) * Float($0) } ?? Float(output)
      return Float(input) / 2 * (1 - Float(output) / exactOutput) + halfPixel
    case .halfPixelOrZero: return output > 1 ? halfPixel : 0
    case .alignCorners:
      guard output > 1 else { return 0 }
      return arithmetic == .divided
        ? i * Float(input - 1) / Float(output - 1) : Float(input - 1) / Float(output - 1) * i
    case .asymmetric: return scaled(i)
    }
  }

  /// The position, or the middle between two pixels where only rounding has moved it from there.
  func snapped(_ position: Float, _ rounding: Resampling.Rounding) -> Float {
    guard arithmetic == .divided, rounding == .halfUp || rounding == .halfDown else {
      return position
    }
    let doubled = (2 * position).rounded()
    let distance = abs(2 * position - doubled)
    return distance <= 4e-6 * max(abs(doubled), 1) ? doubled / 2 : position
  }

  func contains(_ position: Float) -> Bool { position >= 0 && position <= Float(input - 1) }

  func clamped(_ position: Float) -> Int { Int(min(max(position, 0), Float(input - 1))) }
}

extension Resampling.Rounding {
  fileprivate func rounded(_ position: Float) -> Float {
    switch self {
    case .halfDown: (position - 0.5).rounded(.up)
    case .halfUp: (position + 0.5).rounded(.down)
    case .down: position.rounded(.down)
    case .up: position.rounded(.up)
    }
  }
}
