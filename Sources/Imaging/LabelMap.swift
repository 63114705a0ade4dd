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
  public var presentIDs: [UInt16] {
    areas.enumerated().compactMap { id, area in area > 0 ? UInt16(id) : nil }
  }
}

extension LabelMap {
  /// The regions with any of these ids, as one mask; ignored pixels stay ignored.
  public func region(ofAny wanted: some Sequence<UInt16>) -> Mask {
    var codes = [UInt8](repeating: Mask.background, count: 1 << 16)
    for id in wanted { codes[Int(id)] = Mask.object }
    codes[Int(Self.ignored)] = Mask.ignored
    let result = [UInt8](unsafeUninitializedCapacity: ids.count) { output, initialized in
      ids.withUnsafeBufferPointer { ids in
        codes.withUnsafeBufferPointer { codes in
          for index in 0..<ids.count { output[index] = codes[Int(ids[index])] }
        }
      }
      initialized = ids.count
    }
    return Mask(size: size, codes: result)
  }

  /// The pixels of every region: object where the id is neither 0 nor ignored.
  public var regions: Mask {
    Mask(
      size: size,
      codes: ids.map {
        $0 == 0 ? Mask.background : $0 == Self.ignored ? Mask.ignored : Mask.object
      })
  }

  /// How many pixels each id has, from 0 to the greatest that occurs; ignored pixels are not counted.
  public var areas: [Int] {
    ids.withUnsafeBufferPointer { ids in
      var greatest = -1
      for id in ids where id != Self.ignored { greatest = max(greatest, Int(id)) }
      var areas = [Int](repeating: 0, count: greatest + 1)
      areas.withUnsafeMutableBufferPointer { areas in
        for id in ids where id != Self.ignored { areas[Int(id)] += 1 }
      }
      return areas
    }
  }

  /// A mask's object pixels as the region with id 1; ignored pixels stay ignored.
  public init(_ mask: Mask) {
    self.init(
      size: mask.size,
      ids: mask.codes.map { $0 == Mask.ignored ? Self.ignored : UInt16($0) })
  }
}

extension Mask {
  /// The pixels that are object in any of some masks of one size; a pixel that is object in none is
  /// ignored where some mask ignores it.
  ///
  /// Unlike ``union(_:)``, which lets ignored pixels win, this joins layers that annotate different
  /// things: what one layer leaves open another may know.
  public init(joining masks: [Mask], size: Size) throws(SizesDiffer) {
    self.init(size: size)
    for mask in masks {
      try SizesDiffer.check(size, mask.size)
      mask.codes.withUnsafeBufferPointer { added in
        codes.withUnsafeMutableBufferPointer { codes in
          for index in 0..<codes.count {
            let (old, new) = (codes[index], added[index])
            codes[index] = old == Mask.object || new == Mask.background ? old : new
          }
        }
      }
    }
  }
}
