import Synchronization

/// The range of all numbers that the object's channel of a network's output has held so far.
///
/// It grows only, so that it depends on what was predicted, not on the order or the threads.
final class OutputRange: Sendable {
  private let range = Mutex<ClosedRange<Float>?>(nil)

  /// What the channel has held; `nil` before the first prediction.
  var seen: ClosedRange<Float>? { range.withLock { $0 } }

  /// Takes in a channel of `count` numbers.
  func note(_ elements: UnsafeBufferPointer<Float>, count: Int, channel: Int) {
    var (lowest, highest) = (Float.infinity, -Float.infinity)
    for index in channel * count..<(channel + 1) * count {
      let value = elements[index]
      lowest = value < lowest ? value : lowest
      highest = value > highest ? value : highest
    }
    guard lowest <= highest else { return }
    range.withLock { range in
      range =
        min(lowest, range?.lowerBound ?? lowest)...max(highest, range?.upperBound ?? highest)
    }
  }
}

extension NetworkModel {
  /// The range of what a sigmoid was taken of, where none of it was ever negative: then no pixel was
  /// background, and the output may hold probabilities already. `nil` where all is as usual.
  public var unsignedLogits: ClosedRange<Float>? {
    guard output.activation == .sigmoid, let range = logits.seen, range.lowerBound >= 0,
      range.upperBound > 0
    else { return nil }
    return range
  }
}
