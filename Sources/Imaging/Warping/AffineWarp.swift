import Basics

extension Image {
  /// The image moved by an affine map, at its own size: OpenCV's `warpAffine`.
  ///
  /// Each pixel looks up where it comes from and takes the `nearest` pixel there, the 4 × 4 neighbours by
  /// the `cubic` kernel, the 8 × 8 by `lanczos`, or, with every other interpolation, `area` too, the 2 × 2
  /// neighbours weighted by nearness; fractions of a pixel count in 1024ths. OpenCV 5 differs by 1 level at most; by
  /// more only where it rounds positions to 1/32 pixel, under `INTER_LANCZOS4` and in earlier versions.
  ///
  /// - Throws: `Cancellation.Interrupted`.
  public func warped(
    by map: Affine, _ interpolation: Interpolation = .linear, border: BorderMode = .constant,
    fill: Color = Color(0, 0, 0)
  ) throws -> Image {
    guard let warp = AffineWarp(map, size, border, fill: [fill.red, fill.green, fill.blue]) else {
      return Image(size: size, filledWith: fill)
    }
    if map.isIdentity || size.count == 0 { return self }
    let moved =
      switch interpolation {
      case .nearest, .nearestExact: try warp.nearest(bytes, channels: 3)
      case .linear, .area: try warp.linear(bytes)
      case .cubic: try warp.convolved(bytes, by: .cubic)
      case .lanczos: try warp.convolved(bytes, by: .lanczos)
      }
    return Image(size: size, bytes: moved)
  }
}

extension Mask {
  /// The mask moved by an affine map, at its own size; each pixel takes the nearest pixel's code.
  ///
  /// - Throws: `Cancellation.Interrupted`.
  public func warped(
    by map: Affine, border: BorderMode = .constant, fill: UInt8 = Mask.background
  ) throws -> Mask {
    guard let warp = AffineWarp(map, size, border, fill: [fill]) else {
      return Mask(size: size, codes: [UInt8](repeating: fill, count: size.count))
    }
    if map.isIdentity || size.count == 0 { return self }
    return Mask(size: size, codes: try warp.nearest(codes, channels: 1))
  }
}

/// One warp: the map from a target pixel back to the source, and what lies beyond the border.
///
/// Positions have 32 fraction bits, so that a step along a row is one addition.
struct AffineWarp {
  private let size: Size
  private let back: Affine
  private let border: BorderMode
  let fill: [UInt8]

  /// `nil` where nothing of the source can be seen: the map squeezes the plane onto a line, or positions
  /// lie farther away than 2³⁰ pixels.
  init?(_ map: Affine, _ size: Size, _ border: BorderMode, fill: [UInt8]) {
    guard let back = map.inverse else { return nil }
    let (width, height) = (Double(size.width), Double(size.height))
    for row in [back.x, back.y] {
      guard abs(row[0]) * width + abs(row[1]) * height + abs(row[2]) < 0x1p30 else { return nil }
    }
    self.size = size
    self.back = back
    self.border = border
    self.fill = fill
  }

  func nearest(_ samples: [UInt8], channels: Int) throws -> [UInt8] {
    try eachPixel(of: samples, channels: channels, offset: 1 << 31) { x, y, source, target in
      guard let place = place(row: y >> 32, column: x >> 32) else {
        for channel in 0..<channels { target[channel] = fill[channel] }
        return
      }
      for channel in 0..<channels { target[channel] = source[place * channels + channel] }
    }
  }

  func linear(_ samples: [UInt8]) throws -> [UInt8] {
    let stride = 3 * size.width
    let (lastColumn, lastRow) = (UInt(size.width - 1), UInt(size.height - 1))
    return try eachPixel(of: samples, channels: 3, offset: 1 << 21) { x, y, source, target in
      let (column, row) = (x >> 32, y >> 32)
      let right = Int32(truncatingIfNeeded: (x >> 22) & 1023)
      let down = Int32(truncatingIfNeeded: (y >> 22) & 1023)
      if UInt(bitPattern: column) < lastColumn, UInt(bitPattern: row) < lastRow {
        let first = source + (row &* size.width &+ column) &* 3
        let second = first + stride
        target[0] = Self.mix(first[0], first[3], second[0], second[3], right, down)
        target[1] = Self.mix(first[1], first[4], second[1], second[4], right, down)
        target[2] = Self.mix(first[2], first[5], second[2], second[5], right, down)
      } else {
        mixAtBorder(source, row: row, column: column, right, down, into: target)
      }
    }
  }

  private func mixAtBorder(
    _ source: UnsafePointer<UInt8>, row: Int, column: Int, _ right: Int32, _ down: Int32,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    let places = (
      place(row: row, column: column), place(row: row, column: column + 1),
      place(row: row + 1, column: column), place(row: row + 1, column: column + 1)
    )
    for channel in 0..<3 {
      func sample(_ place: Int?) -> UInt8 {
        place.map { source[3 * $0 + channel] } ?? fill[channel]
      }
      target[channel] = Self.mix(
        sample(places.0), sample(places.1), sample(places.2), sample(places.3), right, down)
    }
  }

  /// Where a pixel of the source lies, or the one that stands for it beyond the border; `nil` where that is `fill`.
  @inline(__always)
  func place(row: Int, column: Int) -> Int? {
    guard let row = border.place(of: row, in: size.height),
      let column = border.place(of: column, in: size.width)
    else { return nil }
    return row * size.width + column
  }

  /// The weighted mean of four neighbours, rounded; weights in 1024ths.
  @inline(__always)
  private static func mix(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ right: Int32, _ down: Int32
  ) -> UInt8 {
    let upper = Int32(a) &* (1024 &- right) &+ Int32(b) &* right
    let lower = Int32(c) &* (1024 &- right) &+ Int32(d) &* right
    let sum = upper &* (1024 &- down) &+ lower &* down
    return UInt8(truncatingIfNeeded: (sum &+ 1 << 19) >> 20)
  }

  /// Calls `body` for each target pixel with the place that it comes from, in 2⁻³² pixels.
  ///
  /// - Parameter offset: what is added to both coordinates.
  @inline(__always)
  func eachPixel(
    of samples: [UInt8], channels: Int, offset: Int,
    _ body: (
      _ x: Int, _ y: Int, _ source: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>
    ) -> Void
  ) throws -> [UInt8] {
    func fixed(_ value: Double) -> Int { Int((value * 0x1p32).rounded()) }
    let (stepX, stepY) = (fixed(back.x[0]), fixed(back.y[0]))
    return try [UInt8](unsafeUninitializedCapacity: samples.count) { output, initialized in
      try samples.withUnsafeBufferPointer { samples in
        guard var target = output.baseAddress, let source = samples.baseAddress else { return }
        for row in 0..<size.height {
          try Cancellation.check()
          var x = fixed(back.x[1] * Double(row) + back.x[2]) &+ offset
          var y = fixed(back.y[1] * Double(row) + back.y[2]) &+ offset
          for _ in 0..<size.width {
            body(x, y, source, target)
            x &+= stepX
            y &+= stepY
            target += channels
          }
        }
      }
      initialized = samples.count
    }
  }
}
