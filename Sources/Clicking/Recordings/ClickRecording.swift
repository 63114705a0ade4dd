internal import Imaging

/// Recorded clicks, sample by sample, for ``Replay``.
public struct ClickRecording: Hashable, Sendable {
  /// The clicks of each sample by its id.
  public var samples: [String: ClickSequence]

  /// Wraps clicks that are in memory.
  public init(samples: [String: ClickSequence] = [:]) { self.samples = samples }

  /// The clicks of a sample.
  ///
  /// - Throws: ``ClickingError/notRecorded(sample:recorded:)``.
  public func clicks(of sample: String) throws(ClickingError) -> ClickSequence {
    guard let clicks = samples[sample] else {
      throw .notRecorded(sample: sample, recorded: samples.keys.sorted())
    }
    return clicks
  }
}

/// What is wrong with a file of recorded clicks.
public enum ClickRecordingError: Error, Equatable {
  /// The file holds no list of samples; JSON has them as `rows`, `samples` or `instances`.
  case noSamples(path: String)
  /// What stands at a place of the file is no click; the place is a line, or a sample's id.
  case notAClick(path: String, place: String, found: String)
  /// The interactions of a sample do not count up from 0.
  case interactionGap(path: String, line: Int, expected: Int, found: Int)
  /// Two samples have one id.
  case sampleTwice(path: String, sample: String)
  /// A sample has several recordings, and none of this name.
  case noSuchSet(path: String, sample: String, set: String, sets: [String])
}

extension Click {
  /// A click at the pixel nearest to a place, halfway at the lower and right one; `nil` for a place that is
  /// not finite, or farther from the origin than any picture reaches.
  init?(row: Double, column: Double, isPositive: Bool) {
    guard abs(row) < 0x1p31, abs(column) < 0x1p31 else { return nil }
    self.init(
      Pixel(row: Int((row + 0.5).rounded(.down)), column: Int((column + 0.5).rounded(.down))),
      isPositive: isPositive)
  }
}
