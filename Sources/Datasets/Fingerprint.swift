import Basics
public import Imaging

/// What identifies the masks of a data set: a hash over every object's id, size and mask, in order.
///
/// Copies of a data set in circulation differ in their masks, and then results differ too. Two
/// results are comparable when their fingerprints are equal. Images do not enter: re-encoded copies
/// are the same benchmark.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// The 64-bit hash.
  public let value: UInt64

  /// The fingerprint of one object.
  public init(id: String, target: Mask) {
    var hash = XXHash64()
    hash.update(UInt64(id.utf8.count))
    hash.update(Array(id.utf8))
    hash.update(UInt64(target.size.height))
    hash.update(UInt64(target.size.width))
    hash.update(target.codes)
    value = hash.value
  }

  /// The fingerprint of a mask file: its name without ending, its size and its samples as they are stored.
  public init(id: String, raster: Raster) {
    var hash = XXHash64()
    hash.update(UInt64(id.utf8.count))
    hash.update(Array(id.utf8))
    for number in [raster.size.height, raster.size.width, raster.channels] {
      hash.update(UInt64(number))
    }
    switch raster.samples {
    case .bytes(let bytes): hash.update(bytes)
    case .words(let words): for word in words { hash.update(UInt64(word)) }
    }
    value = hash.value
  }

  /// The fingerprint of objects in order.
  public init(_ objects: some Sequence<Fingerprint>) {
    var hash = XXHash64()
    for object in objects { hash.update(object.value) }
    value = hash.value
  }

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension EvaluationDataset {
  /// Loads every object and hashes the masks.
  public func fingerprint() throws -> Fingerprint {
    var objects: [Fingerprint] = []
    for index in indices {
      try Cancellation.check()
      objects += try load(at: index).objects.map { Fingerprint(id: $0.id, target: $0.target) }
    }
    return Fingerprint(objects)
  }
}
