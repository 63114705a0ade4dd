/// How a prediction and a target agree: the four counts from which all region metrics follow.
public struct Confusion: Hashable, Sendable {
  /// Pixels that both call object.
  public var truePositives = 0
  /// Pixels that only the prediction calls object.
  public var falsePositives = 0
  /// Pixels that only the target calls object.
  public var falseNegatives = 0
  /// Pixels that neither calls object.
  public var trueNegatives = 0

  /// Counts in one pass; pixels that either mask ignores are not counted.
  public init(prediction: Mask, target: Mask) throws(SizesDiffer) {
    try SizesDiffer.check(target.size, prediction.size)
    target.codes.withUnsafeBufferPointer { target in
      prediction.codes.withUnsafeBufferPointer { prediction in
        // Sums of at most 255 ones fit a byte, so that a vector holds as many counts as pixels.
        for start in stride(from: 0, to: target.count, by: 255) {
          let block = start..<min(start + 255, target.count)
          add(
            UnsafeBufferPointer(rebasing: prediction[block]),
            UnsafeBufferPointer(rebasing: target[block]))
        }
      }
    }
  }

  /// Pixels that both call object.
  public var intersection: Int { truePositives }

  /// Pixels that at least one calls object.
  public var union: Int { truePositives + falsePositives + falseNegatives }

  /// Pixels that count.
  public var total: Int { union + trueNegatives }

  private mutating func add(
    _ prediction: UnsafeBufferPointer<UInt8>, _ target: UnsafeBufferPointer<UInt8>
  ) {
    var (both, claimed, object, counted): (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    for index in 0..<target.count {
      let isCounted: UInt8 =
        (target[index] == Mask.ignored ? 0 : 1) & (prediction[index] == Mask.ignored ? 0 : 1)
      let isClaimed = (prediction[index] == Mask.object ? 1 : 0) & isCounted
      let isObject = (target[index] == Mask.object ? 1 : 0) & isCounted
      both &+= isClaimed & isObject
      claimed &+= isClaimed
      object &+= isObject
      counted &+= isCounted
    }
    truePositives += Int(both)
    falsePositives += Int(claimed) - Int(both)
    falseNegatives += Int(object) - Int(both)
    trueNegatives += Int(counted) - Int(claimed) - Int(object) + Int(both)
  }
}
