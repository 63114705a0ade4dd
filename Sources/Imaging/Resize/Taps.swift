/// For each place along one side of the target: which source places count, and by how much.
///
/// All places have the same number of taps, side by side inside the source; those that are not
/// needed weigh 0. Positions beyond the border stand for the border pixel.
struct Taps {
  /// Taps of each place.
  let count: Int
  /// The first source place of each target place.
  let starts: [Int]
  /// `count` weights for each target place.
  let weights: [Float]

  /// Folds positions beyond the border onto it.
  ///
  /// - Parameters:
  ///   - source: the number of source places, at least 1.
  ///   - target: the number of target places.
  ///   - reach: the most positions that a kernel covers.
  ///   - kernel: for a target place, writes the weights (they are 0 before) and returns the first
  ///     position, inside the source or not.
  init(
    source: Int, target: Int, reach: Int,
    kernel: (_ place: Int, _ weights: inout ArraySlice<Float>) -> Int
  ) {
    count = min(reach, source)
    var starts = [Int](repeating: 0, count: target)
    var folded = [Float](repeating: 0, count: target * count)
    var window = [Float](repeating: 0, count: reach)[...]
    for place in 0..<target {
      for index in 0..<reach { window[index] = 0 }
      let first = kernel(place, &window)
      let start = min(max(first, 0), source - count)
      starts[place] = start
      for index in 0..<reach where window[index] != 0 {
        let position = min(max(first + index, 0), source - 1)
        folded[place * count + position - start] += window[index]
      }
    }
    self.starts = starts
    weights = folded
  }
}

// MARK: - Between pixel centres

extension Taps {
  /// Linear or cubic in the 32-bit arithmetic of PyTorch, so that weights agree at any size.
  static func torch(
    _ interpolation: Interpolation, from source: Int, to target: Int, corners: Corners
  ) -> Taps {
    let scale: Float =
      switch corners {
      case .halfPixel: Float(source) / Float(target)
      case .aligned: target > 1 ? Float(source - 1) / Float(target - 1) : 0
      }
    return Taps(source: source, target: target, reach: interpolation == .cubic ? 4 : 2) {
      place, weights in
      let position =
        corners == .aligned ? scale * Float(place) : scale * (Float(place) + 0.5) - 0.5
      let start = position.rounded(.down)
      let fraction = position - start
      if interpolation == .cubic {
        Kernel.cubic(fraction, into: &weights)
        return Int(start) - 1
      }
      weights[0] = 1 - fraction
      weights[1] = fraction
      return Int(start)
    }
  }

  /// Cubic or Lanczos at OpenCV's positions: computed in 64 bits, then cut to 32.
  ///
  /// - Parameter quantized: round weights to 2048ths, as OpenCV does for 8-bit samples.
  static func openCV(
    _ interpolation: Interpolation, from source: Int, to target: Int, quantized: Bool
  ) -> Taps {
    let scale = 1 / (Double(target) / Double(source))
    let reach = interpolation == .cubic ? 4 : 8
    return Taps(source: source, target: target, reach: reach) { place, weights in
      let position = Float((Double(place) + 0.5) * scale - 0.5)
      let start = position.rounded(.down)
      if interpolation == .cubic {
        Kernel.cubic(position - start, into: &weights)
      } else {
        Kernel.lanczos4(position - start, into: &weights)
      }
      if quantized {
        for tap in 0..<reach {
          weights[tap] = (weights[tap] * 2048).rounded(.toNearestOrEven) / 2048
        }
      }
      return Int(start) - (reach / 2 - 1)
    }
  }
}

// MARK: - Over a stretch of pixels

extension Taps {
  /// The mean over the stretch that a target place covers; `target` is at most `source`.
  ///
  /// OpenCV leaves out what covers less than 1/1000 of a pixel.
  static func area(from source: Int, to target: Int) -> Taps {
    let scale = 1 / (Double(target) / Double(source))
    return Taps(source: source, target: target, reach: Int(scale.rounded(.up)) + 2) {
      place, weights in
      let low = Double(place) * scale
      let high = low + scale
      let width = min(scale, Double(source) - low)
      let last = min(Int(high.rounded(.down)), source - 1)
      let first = min(Int(low.rounded(.up)), last)
      let (before, after) = (Double(first) - low, high - Double(last))
      // The slot before the first whole pixel is the one that is covered in part.
      if before > 1e-3 { weights[0] = Float(before / width) }
      for place in 0..<last - first { weights[1 + place] = Float(1 / width) }
      if after > 1e-3 { weights[1 + last - first] = Float(min(min(after, 1), width) / width) }
      return first - 1
    }
  }

  /// A kernel widened by how much the side shrinks, cut at the border and normalised, as Pillow and
  /// PyTorch's `antialias` do.
  ///
  /// - Parameter unit: what the weights of a place add up to; where it is not 1 they are whole numbers, as Pillow has
  ///   them for 8-bit samples.
  static func antialiased(
    _ interpolation: Interpolation, from source: Int, to target: Int, unit: Double = 1
  ) -> Taps {
    if source == target {
      return Taps(source: source, target: target, reach: 1) { place, weights in
        weights[0] = Float(unit)
        return place
      }
    }
    let kernel = Kernel.Windowed(interpolation)
    let scale = Double(source) / Double(target)
    let stretch = max(scale, 1)
    let support = kernel.support * stretch
    return Taps(source: source, target: target, reach: Int((2 * support).rounded(.up)) + 1) {
      place, weights in
      let center = (Double(place) + 0.5) * scale
      let first = max(Int(center - support + 0.5), 0)
      let end = max(min(Int(center + support + 0.5), source), first + 1)
      let distances = (first..<end).lazy.map { (Double($0) - center + 0.5) / stretch }
      let sum = distances.reduce(0) { $0 + kernel(at: $1) }
      for (tap, distance) in distances.enumerated() {
        let weight = kernel(at: distance) / sum * unit
        weights[tap] = Float(unit == 1 ? weight : weight.rounded(.toNearestOrAwayFromZero))
      }
      return first
    }
  }

  /// OpenCV's `INTER_AREA` where a side grows: ramps as wide as a target pixel.
  static func areaRamps(from source: Int, to target: Int) -> Taps {
    let ratio = Double(target) / Double(source)
    let scale = 1 / ratio
    return Taps(source: source, target: target, reach: 2) { place, weights in
      let start = (Double(place) * scale).rounded(.down)
      let overlap = Float(Double(place + 1) - (start + 1) * ratio)
      weights[1] = overlap <= 0 ? 0 : overlap - overlap.rounded(.down)
      weights[0] = 1 - weights[1]
      return Int(start)
    }
  }
}
