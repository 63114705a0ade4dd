// What a picture is resized with: the conventions of the two libraries that published results were
// made with. Images (8 bits) follow OpenCV's `resize`; planes (floats) follow PyTorch's
// `interpolate`, and OpenCV for what PyTorch lacks.

/// How the values between pixels are found.
public enum Interpolation: String, Hashable, Sendable, CaseIterable {
  /// The pixel at ⌊x · in / out⌋: OpenCV's `INTER_NEAREST`, PyTorch's `nearest`.
  case nearest
  /// The pixel whose square holds the centre, the later one of two: PyTorch's `nearest-exact`,
  /// Pillow's `NEAREST`.
  case nearestExact
  /// The 2 × 2 neighbours, weighted by nearness.
  case linear
  /// The 4 × 4 neighbours with Keys' cubic, a = −0.75.
  case cubic
  /// The 8 × 8 neighbours with the Lanczos window of four lobes: `INTER_LANCZOS4`.
  case lanczos
  /// The mean over the square that a pixel covers: `INTER_AREA`. Where a side grows, OpenCV's linear
  /// rule for this case: source pixels stay squares with narrow ramps between them.
  case area
}

/// Which points of the two pictures coincide.
public enum Corners: String, Hashable, Sendable, CaseIterable {
  /// The outer edges: x ↦ (x + ½) · in / out − ½. OpenCV; PyTorch's `align_corners=False`.
  case halfPixel
  /// The centres of the corner pixels: x ↦ x · (in − 1) / (out − 1). `align_corners=True`.
  case aligned
}

/// A size that nothing can be resized to.
public enum ResizeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A picture without pixels has nothing to fill `target` with.
  case emptySource(Size, target: Size)
  /// The target has more than `limit` pixels.
  case tooLarge(Size, limit: Int)

  /// What was found, what was expected, and the way out.
  public var description: String {
    switch self {
    case .emptySource(let size, let target):
      "a picture of \(size) pixels has nothing to fill \(target) pixels with; "
        + "resize one that has pixels"
    case .tooLarge(let target, let limit):
      "\(target) pixels are more than the limit of \(limit) in all; choose a smaller size"
    }
  }
}

extension Image {
  /// The image at another size.
  ///
  /// Against OpenCV: `nearest` and `linear` are equal in every pixel; `cubic`, `lanczos` and `area`
  /// within 1. With `antialias`, against the `BILINEAR`, `BICUBIC` and `LANCZOS` (three lobes) of
  /// Pillow 13: within 1. The pass that goes first matters, as bytes are rounded and cut off between
  /// the two; Pillow 10 always went across first.
  ///
  /// - Parameters:
  ///   - corners: counts for `linear` and `cubic` without `antialias`.
  ///   - antialias: widens the kernel where the image shrinks, so that every source pixel counts;
  ///     has no meaning for `nearest`, `nearestExact` and `area`.
  /// - Throws: ``ResizeError``, or `Cancellation.Interrupted`.
  public func resized(
    to target: Size, _ interpolation: Interpolation = .linear, corners: Corners = .halfPixel,
    antialias: Bool = false
  ) throws -> Image {
    if try isTrivial(resizing: size, to: target) {
      return target == size ? self : Image(size: target)
    }
    switch interpolation {
    case .nearest, .nearestExact:
      let map = NearestMap(from: size, to: target, rule: .init(interpolation))
      return Image(size: target, bytes: try map.apply(to: bytes, channels: 3))
    case .linear where corners == .halfPixel && !antialias:
      return Image(
        size: target, bytes: try Linear8(from: size, to: target).apply(to: bytes, channels: 3))
    case .area where size.height < target.height || size.width < target.width:
      let ramps = Linear8(from: size, to: target, areaRamps: true)
      return Image(size: target, bytes: try ramps.apply(to: bytes, channels: 3))
    case _ where antialias && interpolation != .area && size.goesDownFirst(to: target):
      let squat = Size(height: target.height, width: size.width)
      return try resized(to: squat, interpolation, antialias: true)
        .resized(to: target, interpolation, antialias: true)
    case _ where antialias && interpolation != .area:
      let resampler = ByteResampler(from: size, to: target, channels: 3, interpolation)
      return Image(size: target, bytes: try resampler.apply(to: bytes))
    case .linear, .cubic, .lanczos, .area:
      let resampler = Resampler(
        from: size, to: target, channels: 3, interpolation, corners: corners,
        antialias: antialias, quantized: corners == .halfPixel)
      return Image(size: target, bytes: try resampler.apply(to: bytes))
    }
  }
}

extension Plane {
  /// The plane at another size.
  ///
  /// Against PyTorch (`linear`, `cubic`, both with either convention or `antialias`, `nearest`,
  /// `nearestExact`) and OpenCV (`lanczos`, `area`): within 1e-5 of the values' range.
  ///
  /// - Parameters:
  ///   - corners: counts for `linear` and `cubic` without `antialias`.
  ///   - antialias: widens the kernel where the plane shrinks; `cubic` then has a = −0.5, as in
  ///     PyTorch and Pillow.
  /// - Throws: ``ResizeError``, or `Cancellation.Interrupted`.
  public func resized(
    to target: Size, _ interpolation: Interpolation = .linear, corners: Corners = .halfPixel,
    antialias: Bool = false
  ) throws -> Plane {
    if try isTrivial(resizing: size, to: target) {
      return target == size ? self : Plane(size: target)
    }
    switch interpolation {
    case .nearest, .nearestExact:
      let map = NearestMap(from: size, to: target, rule: .init(interpolation))
      return Plane(size: target, values: try map.apply(to: values, channels: 1))
    case .linear, .cubic, .lanczos, .area:
      let resampler = Resampler(
        from: size, to: target, channels: 1, interpolation, corners: corners,
        antialias: antialias, quantized: false)
      return Plane(size: target, values: try resampler.apply(to: values))
    }
  }
}

extension Mask {
  /// The mask at another size; each pixel takes the code of one source pixel, ignored ones too.
  ///
  /// - Throws: ``ResizeError``, or `Cancellation.Interrupted`.
  public func resized(to target: Size, _ rule: NearestRule = .floor) throws -> Mask {
    if try isTrivial(resizing: size, to: target) {
      return target == size ? self : Mask(size: target)
    }
    let map = NearestMap(from: size, to: target, rule: rule)
    return Mask(size: target, codes: try map.apply(to: codes, channels: 1))
  }
}

extension LabelMap {
  /// The label map at another size; each pixel takes the id of one source pixel.
  ///
  /// - Throws: ``ResizeError``, or `Cancellation.Interrupted`.
  public func resized(to target: Size, _ rule: NearestRule = .floor) throws -> LabelMap {
    if try isTrivial(resizing: size, to: target) {
      return target == size ? self : LabelMap(size: target, ids: [])
    }
    let map = NearestMap(from: size, to: target, rule: rule)
    return LabelMap(size: target, ids: try map.apply(to: ids, channels: 1))
  }
}

extension Size {
  /// Whether Pillow resizes down before it resizes across: where the height loses more than twice as
  /// many pixels as the width.
  fileprivate func goesDownFirst(to target: Size) -> Bool {
    let (lost, lostAcross) = (height - target.height, width - target.width)
    return lost > 0 && lostAcross != 0 && lost > 2 * lostAcross
  }
}

/// Whether nothing needs to be computed: the sizes agree, or the target has no pixels.
private func isTrivial(resizing size: Size, to target: Size) throws(ResizeError) -> Bool {
  try ResizeError.check(target)
  guard size.count > 0 || target.count == 0 else { throw .emptySource(size, target: target) }
  return size == target || target.count == 0
}

extension ResizeError {
  /// Throws unless a picture of this size may be made: at most 2²⁸ pixels.
  static func check(_ target: Size) throws(ResizeError) {
    let limit = 1 << 28
    // Each side is compared first: the product of two huge sides could not be formed.
    guard max(target.height, target.width) <= limit, target.count <= limit else {
      throw .tooLarge(target, limit: limit)
    }
  }
}
