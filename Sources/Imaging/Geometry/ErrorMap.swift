/// Where a prediction is wrong: the missed pixels of the object, and the pixels claimed in excess.
///
/// Pixels that the target ignores are never wrong. A prediction claims its object pixels, no others.
public struct ErrorMap: Hashable, Sendable {
  /// The code of a pixel that is right or ignored.
  public static let none: UInt8 = 0
  /// The code of a false negative: the target is object, the prediction is not.
  public static let missed: UInt8 = 1
  /// The code of a false positive: the target is background, the prediction is object.
  public static let excess: UInt8 = 2

  /// Height and width.
  public let size: Size
  /// One code a pixel in row-major order: `none`, `missed` or `excess`.
  public let codes: [UInt8]

  /// Compares a prediction with the target, in one pass.
  public init(prediction: Mask, target: Mask) throws(SizesDiffer) {
    try SizesDiffer.check(target.size, prediction.size)
    size = target.size
    codes = [UInt8](unsafeUninitializedCapacity: size.count) { codes, count in
      count = target.size.count
      target.codes.withUnsafeBufferPointer { target in
        prediction.codes.withUnsafeBufferPointer { prediction in
          for index in 0..<count {
            let isClaimed: UInt8 = prediction[index] == Mask.object ? 0xFF : 0
            let isObject: UInt8 = target[index] == Mask.object ? 0xFF : 0
            let isIgnored: UInt8 = target[index] == Mask.ignored ? 0xFF : 0
            codes[index] =
              isObject & ~isClaimed & Self.missed | ~isObject & ~isIgnored & isClaimed & Self.excess
          }
        }
      }
    }
  }

  /// Whether nothing is wrong.
  public var isEmpty: Bool { !codes.contains { $0 != Self.none } }

  /// How many pixels are wrong.
  public var count: Int {
    codes.withUnsafeBufferPointer { $0.reduce(0) { $0 &+ ($1 == Self.none ? 0 : 1) } }
  }

  /// The wrong pixels of one kind as a mask.
  public func mask(of kind: UInt8) -> Mask {
    let mask = [UInt8](unsafeUninitializedCapacity: codes.count) { mask, count in
      count = codes.count
      codes.withUnsafeBufferPointer { codes in
        for index in 0..<codes.count { mask[index] = codes[index] == kind ? Mask.object : 0 }
      }
    }
    return Mask(size: size, codes: mask)
  }

  /// The deepest wrong pixel: the one that is farthest from every pixel not wrong in the same way.
  ///
  /// The picture's border counts as right. Of equally deep pixels one in excess goes before a missed
  /// one, then the first in row-major order. The distance is measured as if `excluded` pixels were
  /// not special; they are only never the answer.
  ///
  /// - Parameter excluded: pixels that are not to be found, such as those clicked before.
  /// - Returns: the pixel, its depth, and whether it is in excess; `nil` when nothing else is wrong.
  public func deepest(excluding excluded: [Pixel] = []) -> (
    deepest: DeepestPixel, isExcess: Bool
  )? {
    let regions = Regions(codes: codes, size: size, border: .background)
    guard let result = DeepestSearch(regions: regions, excluded: excluded)?.result else {
      return nil
    }
    return (result.deepest, result.code == Self.excess)
  }
}
