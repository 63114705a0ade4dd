public import Imaging

/// How the samples of a mask file that is scored become object, background and ignored pixels.
public struct ScoreRule: Hashable, Sendable {
  /// Which samples are object.
  public enum Object: Hashable, Sendable {
    /// In a file whose largest sample is 1, the ones; in an indexed file every index but 0; in any
    /// other what is above half of the range.
    case automatic
    /// Every sample but 0.
    case nonzero
    /// One value: an id of a label map.
    case id(UInt16)
  }

  /// Which samples are object.
  public var object: Object
  /// The sample that does not count; none where `nil`.
  public var ignored: UInt16?

  /// Creates a rule.
  public init(object: Object = .automatic, ignored: UInt16? = nil) {
    self.object = object
    self.ignored = ignored
  }

  /// The mask of a file; of several channels the first counts.
  public func mask(of raster: Raster) -> Mask {
    let samples = raster.channel(0)
    let limit = limit(of: raster, samples)
    let codes = samples.map { sample in
      sample == ignored ? Mask.ignored : isObject(sample, above: limit) ? 1 : 0
    }
    return Mask(size: raster.size, codes: codes)
  }

  private func isObject(_ sample: UInt16, above limit: UInt16) -> Bool {
    if case .id(let id) = object { return sample == id }
    return sample > limit
  }

  /// The largest sample that is background.
  private func limit(of raster: Raster, _ samples: [UInt16]) -> UInt16 {
    guard object == .automatic, raster.palette == nil else { return 0 }
    let largest = samples.lazy.filter { $0 != ignored }.max() ?? 0
    return largest <= 1 ? 0 : UInt16((1 << raster.bitDepth) / 2 - 1)
  }
}
