extension Image {
  /// What a framing of this image's size sees of it.
  ///
  /// - Parameter fill: the colour where there is no content.
  /// - Throws: `SizesDiffer` for a framing of another size, ``ResizeError``, or
  ///   `Cancellation.Interrupted`.
  public func framed(by framing: Framing, fill: Color = Color(0, 0, 0)) throws -> Image {
    try SizesDiffer.check(size, framing.source)
    if framing.isIdentity { return self }
    guard framing.resized == size || [.nearest, .linear].contains(framing.interpolation) else {
      return try resized(to: framing.resized, framing.interpolation)
        .framed(by: framing.ofResizedPicture(), fill: fill)
    }
    let fill = [fill.red, fill.green, fill.blue]
    let result = try framing.layOut(channels: 3, fill: fill) { target, stride in
      if framing.resized != size, framing.interpolation == .linear {
        try Linear8(from: size, to: framing.resized).windowed(framing)
          .apply(to: bytes, channels: 3, into: target, stride: stride)
      } else {
        try NearestMap(from: size, to: framing.resized, rule: .floor).windowed(framing)
          .apply(to: bytes, channels: 3, into: target, stride: stride)
      }
    }
    return Image(size: framing.size, bytes: result)
  }
}

extension Mask {
  /// What a framing of this mask's size sees of it; each pixel takes the code of one source pixel.
  ///
  /// - Parameter fill: the code where there is no content.
  /// - Throws: `SizesDiffer` for a framing of another size, ``ResizeError``, or
  ///   `Cancellation.Interrupted`.
  public func framed(by framing: Framing, fill: UInt8 = Mask.background) throws -> Mask {
    try SizesDiffer.check(size, framing.source)
    if framing.isIdentity { return self }
    let result = try framing.layOut(channels: 1, fill: [fill]) { target, stride in
      try NearestMap(from: size, to: framing.resized, rule: .floor).windowed(framing)
        .apply(to: codes, channels: 1, into: target, stride: stride)
    }
    return Mask(size: framing.size, codes: result)
  }
}

extension Framing {
  /// The window's samples: `fill` around the content, which `body` writes, and all of it turned.
  ///
  /// - Parameter body: is given the place of the content's first sample and the samples of a row.
  fileprivate func layOut(
    channels: Int, fill: [UInt8],
    _ body: (_ target: UnsafeMutablePointer<UInt8>, _ stride: Int) throws -> Void
  ) throws -> [UInt8] {
    let size = window.size
    try ResizeError.check(size)
    let place = contentPlace
    let stride = size.width * channels
    let samples = try [UInt8](unsafeUninitializedCapacity: size.count * channels) { output, done in
      guard let first = output.baseAddress else { return }
      if place.rows.isEmpty || place.columns.isEmpty {
        Self.fill(first, pixels: size.count, with: fill)
      } else {
        Self.fillMargins(first, around: place, in: size, with: fill)
        let offset = size.offset(
          of: Pixel(row: place.rows.lowerBound, column: place.columns.lowerBound))
        try body(first + offset * channels, stride)
      }
      done = size.count * channels
    }
    return orientation.swapsSides
      ? Orientation.transposed.apply(to: samples, size: size, channels: channels) : samples
  }

  private static func fillMargins(
    _ first: UnsafeMutablePointer<UInt8>, around place: PixelBox, in size: Size,
    with color: [UInt8]
  ) {
    let width = size.width
    func fill(_ pixels: Range<Int>) {
      self.fill(first + pixels.lowerBound * color.count, pixels: pixels.count, with: color)
    }
    fill(0..<place.rows.lowerBound * width)
    fill(place.rows.upperBound * width..<size.count)
    for row in place.rows where place.columns.count < width {
      fill(row * width..<row * width + place.columns.lowerBound)
      fill(row * width + place.columns.upperBound..<(row + 1) * width)
    }
  }

  private static func fill(
    _ target: UnsafeMutablePointer<UInt8>, pixels: Int, with color: [UInt8]
  ) {
    if color.allSatisfy({ $0 == color[0] }) {
      target.initialize(repeating: color[0], count: pixels * color.count)
    } else {
      for index in 0..<pixels * color.count { target[index] = color[index % color.count] }
    }
  }
}
