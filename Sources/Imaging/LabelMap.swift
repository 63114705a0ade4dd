/// A full mask: one region id a pixel, as data sets store their annotations.
///
/// A *target region* is a binary ``Mask`` obtained from it; which one is a region selector's choice.
@frozen
public struct LabelMap: Hashable, Sendable {
  /// The id of pixels that do not count.
  public static let ignored: UInt16 = .max

  /// Height and width.
  public let size: Size
  /// One id a pixel in row-major order; 0 is background, `ignored` does not count.
  public var ids: [UInt16]

  /// Wraps ids that are already in order.
  @inlinable
  public init(size: Size, ids: [UInt16]) {
    precondition(ids.count == size.count, "a label map has one id a pixel")
    self.size = size
    self.ids = ids
  }

  /// The id at a pixel inside the map.
  @inlinable
  public subscript(pixel: Pixel) -> UInt16 {
    get { ids[size.offset(of: pixel)] }
    set { ids[size.offset(of: pixel)] = newValue }
  }

  /// The region with this id, as a mask; ignored pixels stay ignored.
  public func region(_ id: UInt16) -> Mask {
    Mask(
      size: size,
      codes: ids.map {
        $0 == id ? Mask.object : $0 == Self.ignored ? Mask.ignored : Mask.background
      })
  }

  /// The ids that occur, in ascending order, without the ignored one.
  public var presentIDs: [UInt16] { areas.map(\.id) }

  /// The ids that occur, in ascending order, without the ignored one, and how many pixels each has.
  public var areas: [(id: UInt16, area: Int)] {
    var counts = [Int](repeating: 0, count: Int(UInt16.max) + 1)
    counts.withUnsafeMutableBufferPointer { counts in
      ids.withUnsafeBufferPointer { for id in $0 { counts[Int(id)] &+= 1 } }
    }
    return counts.indices.dropLast().compactMap { counts[$0] > 0 ? (UInt16($0), counts[$0]) : nil }
  }
}
