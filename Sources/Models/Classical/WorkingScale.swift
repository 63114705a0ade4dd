import Basics
import Clicking
import Imaging

/// The scale at which a model without weights computes: that of the image, or a whole fraction of it.
///
/// Pictures of more than ``largestCount`` pixels are averaged over squares of `factor` × `factor`, which
/// bounds the memory and the time of a click; the probabilities are interpolated back.
struct WorkingScale: Sendable {
  /// The most pixels at which a model computes.
  static let largestCount = 1 << 20

  /// The size of the image.
  let full: Size
  /// The size at which the model computes.
  let size: Size
  /// The side of the square of image pixels that makes a working pixel.
  let factor: Int

  /// Chooses the smallest factor that brings `full` to at most `largestCount` pixels.
  init(full: Size, largestCount: Int = WorkingScale.largestCount) {
    var factor = 1
    while Self.reduced(full, by: factor).count > largestCount { factor += 1 }
    self.full = full
    self.factor = factor
    size = Self.reduced(full, by: factor)
  }

  /// The diagonal of the working size, in pixels: what lengths are relative to.
  var diagonal: Float { size.diagonal }

  /// The image at the working scale: the mean of each square.
  func reduce(_ image: Image) throws -> Image {
    if factor == 1 { return image }
    var reduced = Image(size: size)
    for row in 0..<size.height {
      try Cancellation.check()
      for column in 0..<size.width {
        reduced[Pixel(row: row, column: column)] = mean(of: image, row: row, column: column)
      }
    }
    return reduced
  }

  /// The clicks that fall inside the image, at the working scale, the oldest first.
  func reduce(_ clicks: ClickSequence) -> [Click] {
    clicks.all.filter { full.contains($0.pixel) }.map {
      Click(
        Pixel(row: $0.pixel.row / factor, column: $0.pixel.column / factor),
        isPositive: $0.isPositive)
    }
  }

  /// The previous prediction at the working scale, at the middle of each square.
  ///
  /// - Returns: a value a working pixel, in [0, 1]; `nil` for a plane of another size than the image.
  func reduce(_ previous: Plane?) -> [Float]? {
    guard let previous, previous.size == full else { return nil }
    return (0..<size.count).map { index in
      let row = min(index / size.width * factor + factor / 2, full.height - 1)
      let column = min(index % size.width * factor + factor / 2, full.width - 1)
      let value = previous.values[row * full.width + column]
      return value > 0 ? min(value, 1) : 0
    }
  }

  /// What a model returns for its probabilities, one a working pixel: they are enlarged, and agree with
  /// every click, the newest where two share a pixel.
  func finish(
    _ values: [Float], _ clicks: ClickSequence, _ state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    var y = try enlarge(Plane(size: size, values: values))
    for click in clicks.all where full.contains(click.pixel) {
      y[click.pixel] = click.isPositive ? 1 : 0
    }
    var z = state
    z.previous = y
    return (y, z)
  }

  /// What a model returns as long as no positive click lies inside the image: nothing is object.
  func withoutObject(_ state: ModelState) -> (y: Plane, z: ModelState) {
    var z = state
    z.previous = Plane(size: full)
    return (Plane(size: full), z)
  }

  /// A plane at the image's scale, interpolated between the centres of the squares.
  func enlarge(_ plane: Plane) throws -> Plane {
    if factor == 1 { return plane }
    let columns = (0..<full.width).map { Place($0, factor: factor, count: size.width) }
    var enlarged = Plane(size: full)
    for row in 0..<full.height {
      try Cancellation.check()
      let place = Place(row, factor: factor, count: size.height)
      let (upper, lower) = (place.first * size.width, place.second * size.width)
      for column in 0..<full.width {
        let at = columns[column]
        let above = mix(plane.values[upper + at.first], plane.values[upper + at.second], at.share)
        let below = mix(plane.values[lower + at.first], plane.values[lower + at.second], at.share)
        enlarged.values[row * full.width + column] = mix(above, below, place.share)
      }
    }
    return enlarged
  }

  private static func reduced(_ size: Size, by factor: Int) -> Size {
    Size(
      height: (size.height + factor - 1) / factor, width: (size.width + factor - 1) / factor)
  }

  private func mean(of image: Image, row: Int, column: Int) -> Color {
    var sum = SIMD4<Int>.zero
    for y in row * factor..<min((row + 1) * factor, full.height) {
      for x in column * factor..<min((column + 1) * factor, full.width) {
        let color = image[Pixel(row: y, column: x)]
        sum &+= SIMD4(Int(color.red), Int(color.green), Int(color.blue), 1)
      }
    }
    let rounded = (sum &+ sum.w / 2) / SIMD4(repeating: sum.w)
    return Color(UInt8(rounded.x), UInt8(rounded.y), UInt8(rounded.z))
  }

  private func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
    first + (second - first) * share
  }
}

/// Two neighbouring working pixels, and the share of the second, for one row or column of the image.
private struct Place {
  let first: Int
  let second: Int
  let share: Float

  init(_ position: Int, factor: Int, count: Int) {
    let exact = (Float(position) + 0.5) / Float(factor) - 0.5
    let clamped = min(max(exact, 0), Float(count - 1))
    first = Int(clamped)
    second = min(first + 1, count - 1)
    share = clamped - Float(first)
  }
}

extension Size {
  /// The length of the diagonal in pixels.
  var diagonal: Float { Float(height * height + width * width).squareRoot() }

  /// The offsets of the pixels at most `width` pixels from the picture's edge, in row-major order.
  func rim(width rim: Int) -> [Int] {
    (0..<count).filter { index in
      let (row, column) = (index / width, index % width)
      return row < rim || column < rim || row >= height - rim || column >= width - rim
    }
  }
}
