public import Imaging

/// Slow, obvious answers that the fast algorithms must give too.
public enum BruteForce {
  /// The squared distance of each pixel with `isInside` to the nearest without, by looking at all pairs.
  ///
  /// - Parameter isPadded: whether a ring of pixels that are not inside lies around the picture.
  public static func squaredDistances(
    _ size: Size, isPadded: Bool, isInside: (Pixel) -> Bool
  ) -> [Int32] {
    let margin = isPadded ? 1 : 0
    var outside: [Pixel] = []
    for row in -margin..<size.height + margin {
      for column in -margin..<size.width + margin {
        let pixel = Pixel(row: row, column: column)
        if !size.contains(pixel) || !isInside(pixel) { outside.append(pixel) }
      }
    }
    return (0..<size.count).map { offset in
      let pixel = size.pixel(at: offset)
      guard isInside(pixel) else { return 0 }
      return outside.lazy.map { squared(pixel, $0) }.min() ?? .max
    }
  }

  private static func squared(_ a: Pixel, _ b: Pixel) -> Int32 {
    let (rows, columns) = (a.row - b.row, a.column - b.column)
    return Int32(rows * rows + columns * columns)
  }
}

/// Random pictures for tests: a small generator of their own, so that they never change.
public struct TestRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  public init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 2 &+ 1 }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A mask of random rectangles, holes and single pixels, some of them ignored.
  public mutating func mask(_ size: Size, withIgnored: Bool = false) -> Mask {
    var mask = Mask(size: size, filled: Int.random(in: 0..<4, using: &self) == 0)
    guard size.count > 0 else { return mask }
    let codes = withIgnored ? [0, 1, 0, 1, Mask.ignored] : [0, 1]
    for _ in 0..<Int.random(in: 0..<6, using: &self) {
      let code = codes[Int.random(in: 0..<codes.count, using: &self)]
      let rows = range(size.height)
      let columns = range(size.width)
      for row in rows {
        for column in columns { mask.codes[row * size.width + column] = code }
      }
    }
    let noise = [0, 0, 1, 3, 8][Int.random(in: 0..<5, using: &self)]
    for index in mask.codes.indices where Int.random(in: 0..<16, using: &self) < noise {
      mask.codes[index] = codes[Int.random(in: 0..<codes.count, using: &self)]
    }
    return mask
  }

  /// A size of 1…`side` rows and columns.
  public mutating func size(upTo side: Int) -> Size {
    Size(
      height: Int.random(in: 1...side, using: &self), width: Int.random(in: 1...side, using: &self))
  }

  private mutating func range(_ bound: Int) -> Range<Int> {
    let a = Int.random(in: 0...bound, using: &self)
    let b = Int.random(in: 0...bound, using: &self)
    return min(a, b)..<max(a, b)
  }
}
