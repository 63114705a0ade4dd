/// Whether the picture's border bounds an object that touches it.
public enum PictureBorder: Sendable {
  /// A ring of background lies around the picture, as RITM's robot and Boundary IoU pad their masks.
  case background
  /// Only pixels of the picture bound an object, as in OpenCV and SciPy.
  case open
}

/// The exact squared Euclidean distance of each pixel to the nearest one of another kind.
///
/// d² = Δrow² + Δcolumn² is a whole number and kept as such, so that ties are exact. There are two
/// passes, each linear in the number of pixels: ``ColumnDistances``, then ``RowEnvelope`` for
/// every run of object pixels in a row (Felzenszwalb, Huttenlocher: Distance Transforms of Sampled
/// Functions, 2012; Meijster, Roerdink, Hesselink 2000).
public struct DistanceTransform: Hashable, Sendable {
  /// The squared distance of a pixel from which no background can be reached, or beyond 46340 pixels.
  public static let unreachable = Int32.max

  /// Height and width.
  public let size: Size
  /// The squared distance of each pixel in row-major order, in pixels²; 0 where there is no object.
  public let squared: [Int32]

  /// Measures how far each object pixel of `mask` is from the nearest pixel that is not object.
  ///
  /// An object ends at ignored pixels: they are not object.
  ///
  /// - Parameters:
  ///   - border: whether the picture's border counts as background.
  ///   - threads: how many threads may work; the result does not depend on it.
  public init(_ mask: Mask, border: PictureBorder = .open, threads: Int = 1) {
    size = mask.size
    squared = Self.rows(of: mask, border: border, threads: threads, as: Int32.self) {
      $0.update(from: $1, count: $2)
    }
  }

  /// The square roots, in pixels; infinite where no background can be reached.
  public var distances: Plane { Plane(size: size, values: squared.map(Self.distance)) }

  /// The square root as the nearest float; infinite for ``unreachable``.
  @inlinable
  public static func distance(_ squared: Int32) -> Float {
    squared == unreachable ? .infinity : Float(squared).squareRoot()
  }
}

extension Mask {
  /// The distance of each object pixel to the nearest pixel that is not object, in pixels; 0 elsewhere.
  ///
  /// What OpenCV's `distanceTransform(DIST_L2, DIST_MASK_PRECISE)` gives. Where no background can
  /// be reached, the distance is infinite.
  public func distances(border: PictureBorder = .open, threads: Int = 1) -> Plane {
    let values = DistanceTransform.rows(
      of: self, border: border, threads: threads, as: Float.self
    ) { row, squared, count in
      DistanceTransform.takeRoots(of: squared, count: count, into: row)
    }
    return Plane(size: size, values: values)
  }
}

extension DistanceTransform {
  /// Both passes over the object's bounding box; `convert` turns a row of squares into output.
  fileprivate static func rows<Element: BitwiseCopyable & AdditiveArithmetic & Sendable>(
    of mask: Mask, border: PictureBorder, threads: Int, as: Element.Type,
    convert: @Sendable (UnsafeMutablePointer<Element>, UnsafePointer<Int32>, Int) -> Void
  ) -> [Element] {
    var output = [Element](repeating: .zero, count: mask.size.count)
    let regions = Regions(codes: mask.codes, size: mask.size, border: border)
    guard let box = regions.boundingBox else { return output }
    output.withUnsafeMutableBufferPointer { output in
      guard let start = output.baseAddress else { return }
      nonisolated(unsafe) let target = start + box.columns.lowerBound
      let width = mask.size.width
      forEachRow(of: regions, in: box, threads: threads) { row, squared in
        convert(target + row * width, squared, box.columns.count)
      }
    }
    return output
  }

  private static func forEachRow(
    of regions: Regions, in box: PixelBox, threads: Int,
    _ body: @Sendable (_ row: Int, _ squared: UnsafePointer<Int32>) -> Void
  ) {
    if box.rows.count < ColumnDistances<Int16>.unreachable {
      let columns = ColumnDistances<Int16>(regions, box: box, threads: threads)
      forEachRow(of: regions, columns, threads, body)
    } else {
      let columns = ColumnDistances<Int32>(regions, box: box, threads: threads)
      forEachRow(of: regions, columns, threads, body)
    }
  }

  private static func forEachRow<Value: ColumnDistance>(
    of regions: Regions, _ columns: ColumnDistances<Value>, _ threads: Int,
    _ body: @Sendable (_ row: Int, _ squared: UnsafePointer<Int32>) -> Void
  ) {
    let box = columns.box
    let width = box.columns.count
    let isClosed = regions.closedEnds(of: 0..<width, in: box.columns)
    let reciprocals = RowEnvelope.reciprocals(width: width)
    forEachBand(of: box.rows, threads: threads) { rows in
      let pass = RowDistances(width: width, isClosed: isClosed, reciprocals: reciprocals)
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: pass.capacity) { squared in
        guard let squared = squared.baseAddress else { return }
        for row in rows {
          columns.withRow(row) { pass.measure($0, into: squared) }
          body(row, squared)
        }
      }
    }
  }

  /// Writes the square roots of a row over zeros.
  fileprivate static func takeRoots(
    of squared: UnsafePointer<Int32>, count: Int, into roots: UnsafeMutablePointer<Float>
  ) {
    let whole = count & ~3
    for column in stride(from: 0, to: whole, by: 4) {
      let squares = UnsafeRawPointer(squared + column).loadUnaligned(as: SIMD4<Int32>.self)
      if squares == .zero { continue }
      var values = SIMD4<Float>(squares).squareRoot()
      values.replace(with: .infinity, where: squares .== unreachable)
      UnsafeMutableRawPointer(roots + column).storeBytes(of: values, as: SIMD4<Float>.self)
    }
    for column in whole..<count { roots[column] = distance(squared[column]) }
  }
}
