import Basics

/// The `.safetensors` format: eight bytes with the header's length, a header in JSON, the arrays.
///
/// Checked as the reference implementation does: arrays lie one after the other, without holes, up to
/// the file's end.
enum SafetensorsReader {
  /// The longest header, the reference implementation's.
  private static let headerLimit = 100_000_000

  /// Whether the bytes begin as such a file does.
  static func begins(_ bytes: FileBytes) -> Bool {
    guard let length = bytes.littleEndian(UInt64.self, at: 0), length >= 2,
      length <= UInt64(headerLimit), bytes.byte(at: 8) == UInt8(ascii: "{")
    else { return false }
    return true
  }

  static func read(_ bytes: FileBytes) throws -> Checkpoint {
    guard let length = bytes.littleEndian(UInt64.self, at: 0).flatMap({ Int(exactly: $0) }),
      length <= headerLimit, let header = bytes.slice(at: 8, count: length),
      let content = bytes.suffix(from: 8 + length)
    else { throw CheckpointError.truncated }
    var entries: [Checkpoint.Entry] = []
    var metadata: [(key: String, value: String)] = []
    var ranges: [Range<Int>] = []
    var names: Set<String> = []
    try JSONReader.read(header.array, depth: 8) { reader in
      try reader.forEachMember { name, reader in
        guard name != "__metadata__" else {
          return try reader.forEachMember { key, reader in
            metadata.append((key, try reader.string()))
          }
        }
        guard names.insert(name).inserted else {
          throw CheckpointError.corrupt(detail: "two arrays are called '\(name)'")
        }
        let description = try Description(of: name, &reader)
        ranges.append(description.range)
        entries.append(
          Checkpoint.Entry(name: name, array: try description.array(in: content)))
      }
    }
    try checkHoles(ranges, end: content.count)
    return Checkpoint(.safetensors, entries: entries, metadata: metadata)
  }

  private static func checkHoles(_ ranges: [Range<Int>], end: Int) throws(CheckpointError) {
    var covered = 0
    for range in ranges.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == covered else {
        throw .corrupt(detail: "the arrays do not lie one after the other")
      }
      covered = range.upperBound
    }
    guard covered == end else {
      throw covered > end ? .truncated : .corrupt(detail: "bytes follow the last array")
    }
  }

  /// What the header states about an array.
  private struct Description {
    let name: String
    let type: StoredType
    let shape: [Int]
    let range: Range<Int>

    init(of name: String, _ reader: inout JSONReader) throws {
      var (typeName, shape, offsets) = ("", [Int](), [Int]())
      try reader.forEachMember { key, reader in
        switch key {
        case "dtype": typeName = try reader.string()
        case "shape": try reader.forEachElement { shape.append(try $0.integer()) }
        case "data_offsets": try reader.forEachElement { offsets.append(try $0.integer()) }
        default: try reader.skip()
        }
      }
      guard let type = StoredType.allCases.first(where: { $0.safetensorsName == typeName }) else {
        throw CheckpointError.unsupported(feature: "'\(name)' has elements of type '\(typeName)'")
      }
      guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
        throw CheckpointError.corrupt(detail: "the place of '\(name)'")
      }
      (self.name, self.type, self.shape) = (name, type, shape)
      range = offsets[0]..<offsets[1]
    }

    func array(in content: FileBytes) throws -> StoredArray {
      guard let bytes = content.slice(at: range.lowerBound, count: range.count) else {
        throw CheckpointError.truncated
      }
      let array = try StoredArray(type, shape: shape, in: StoredBytes(bytes))
      guard array.byteCount == range.count else {
        throw CheckpointError.corrupt(detail: "'\(name)' takes other bytes than its shape needs")
      }
      return array
    }
  }
}
