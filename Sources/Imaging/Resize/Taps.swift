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
  ///   - kernels: for each target place the first position, inside or not, and the weights from it.
  init(source: Int, kernels: [(first: Int, weights: [Float])]) {
    let folded = kernels.map { first, weights in
      let start = min(max(first, 0), source - 1)
      let end = min(max(first + weights.count - 1, 0), source - 1)
      var sums = [Float](repeating: 0, count: end - start + 1)
      for (index, weight) in weights.enumerated() {
        sums[min(max(first + index, start), end) - start] += weight
      }
      return (start: start, weights: sums)
    }
    let count = folded.map(\.weights.count).max() ?? 1
    self.count = count
    starts = folded.map { min($0.start, source - count) }
    weights = zip(folded, starts).flatMap { taps, start in
      let before = taps.start - start
      let after = count - before - taps.weights.count
      return [Float](repeating: 0, count: before) + taps.weights
        + [Float](repeating: 0, count: after)
    }
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
    return Taps(
      source: source,
      kernels: (0..<target).map { place in
        let position =
          corners == .aligned ? scale * Float(place) : scale * (Float(place) + 0.5) - 0.5
        let start = position.rounded(.down)
        let fraction = position - start
        return interpolation == .cubic
          ? (Int(start) - 1, Kernel.cubic(fraction)) : (Int(start), [1 - fraction, fraction])
      })
  }

  /// Cubic or Lanczos at OpenCV's positions: computed in 64 bits, then cut to 32.
  ///
  /// - Parameter quantized: round weights to 2048ths, as OpenCV does for 8-bit samples.
  static func openCV(
    _ interpolation: Interpolation, from source: Int, to target: Int, quantized: Bool
  ) -> Taps {
    let scale = 1 / (Double(target) / Double(source))
    return Taps(
      source: source,
      kernels: (0..<target).map { place in
        let position = Float((Double(place) + 0.5) * scale - 0.5)
        let start = position.rounded(.down)
        let weights =
          interpolation == .cubic
          ? Kernel.cubic(position - start) : Kernel.lanczos4(position - start)
        return (
          Int(start) - (weights.count / 2 - 1),
          quantized ? weights.map { ($0 * 2048).rounded(.toNearestOrEven) / 2048 } : weights
        )
      })
  }
}

// MARK: - Over a stretch of pixels

extension Taps {
  /// The mean over the stretch that a target place covers; `target` is at most `source`.
  ///
  /// OpenCV leaves out what covers less than 1/1000 of a pixel.
  static func area(from source: Int, to target: Int) -> Taps {
    let scale = 1 / (Double(target) / Double(source))
    return Taps(
      source: source,
      kernels: (0..<target).map { place in
        let low = Double(place) * scale
        let high = low + scale
        let width = min(scale, Double(source) - low)
        let last = min(Int(high.rounded(.down)), source - 1)
        let first = min(Int(low.rounded(.up)), last)
        var weights = [Float](repeating: Float(1 / width), count: last - first)
        let (before, after) = (Double(first) - low, high - Double(last))
        if after > 1e-3 { weights.append(Float(min(min(after, 1), width) / width)) }
        if before > 1e-3 { weights.insert(Float(before / width), at: 0) }
        return (before > 1e-3 ? first - 1 : first, weights)
      })
  }

  /// A kernel widened by how much the side shrinks, cut at the border and normalised, as Pillow and
  /// PyTorch's `antialias` do.
  static func antialiased(
    _ interpolation: Interpolation, from source: Int, to target: Int
  ) -> Taps {
    let kernel = Kernel.Windowed(interpolation)
    let scale = Double(source) / Double(target)
    let stretch = max(scale, 1)
    let support = kernel.support * stretch
    return Taps(
      source: source,
      kernels: (0..<target).map { place in
        let center = (Double(place) + 0.5) * scale
        let first = max(Int(center - support + 0.5), 0)
        let end = max(min(Int(center + support + 0.5), source), first + 1)
        let weights = (first..<end).map { kernel(at: (Double($0) - center + 0.5) / stretch) }
        let sum = weights.reduce(0, +)
        return (first, weights.map { Float($0 / sum) })
      })
  }

  /// OpenCV's `INTER_AREA` where a side grows: ramps as wide as a target pixel.
  static func areaRamps(from source: Int, to target: Int) -> Taps {
    let ratio = Double(target) / Double(source)
    let scale = 1 / ratio
    return Taps(
      source: source,
      kernels: (0..<target).map { place in
        let start = (Double(place) * scale).rounded(.down)
        let overlap = Float(Double(place + 1) - (start + 1) * ratio)
        let fraction = overlap <= 0 ? 0 : overlap - overlap.rounded(.down)
        return (Int(start), [1 - fraction, fraction])
      })
  }
}
