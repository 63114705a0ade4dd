import Basics

/// What `torch.save` wrote before version 1.6, and still does when asked: a stream of pickles (a magic
/// number, a version, facts about the machine, the object, the storages' keys), then each storage.
enum TorchStream {
  /// 0x1950A86A20F9469CFC6C, the first pickle's number.
  private static let magic = PickleValue.bigInteger([
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ])

  /// Whether the bytes begin with the magic number, as any protocol from 2 on writes it.
  static func begins(_ bytes: FileBytes) -> Bool {
    guard let start = bytes.slice(at: 0, count: min(32, bytes.count)) else { return false }
    return (try? Unpickler().value(in: start)) == magic
  }

  static func read(_ bytes: FileBytes) throws -> Checkpoint {
    let unpickler = Unpickler(allowing: TorchGlobals.allowed)
    var offset = 0
    _ = try unpickler.value(in: bytes, from: &offset)
    guard try unpickler.value(in: bytes, from: &offset) == .int(1001) else {
      throw CheckpointError.unsupported(feature: "another version of PyTorch's stream")
    }
    let system = try unpickler.value(in: bytes, from: &offset).asDictionary
    let document = try unpickler.value(in: bytes, from: &offset)
    let keys = try unpickler.value(in: bytes, from: &offset).asSequence ?? []
    var types: [String: StoredType] = [:]
    try StorageTypes.collect(from: document, into: &types)
    let storages = try storages(keys, types, in: bytes, from: offset)
    let reader = TorchDocument(
      storage: { try storage($0, in: storages) },
      isBigEndian: system?["little_endian"] == .bool(false))
    return Checkpoint(.torchStream, entries: try reader.entries(of: document), document: document)
  }

  /// The storages in the order of their keys: each is its number of elements, then these.
  private static func storages(
    _ keys: [PickleValue], _ types: [String: StoredType], in bytes: FileBytes, from start: Int
  ) throws(CheckpointError) -> [String: FileBytes] {
    var storages: [String: FileBytes] = [:]
    var offset = start
    for key in keys {
      guard let key = key.asString, let type = types[key] else {
        throw .corrupt(detail: "a storage that no tensor uses")
      }
      guard let count = bytes.littleEndian(Int64.self, at: offset), count >= 0,
        count <= bytes.count / type.size,
        let content = bytes.slice(at: offset + 8, count: Int(count) * type.size)
      else { throw .truncated }
      storages[key] = content
      offset += 8 + content.count
    }
    return storages
  }

  /// ('storage', type, key, device, number of elements, view): a view is a part of the storage,
  /// (key, offset, number of elements).
  private static func storage(
    _ id: [PickleValue], in storages: [String: FileBytes]
  ) throws -> TorchDocument.Storage {
    guard id.count >= 5, let type = TorchGlobals.type(id[1]), let key = id[2].asString,
      var bytes = storages[key]
    else { throw CheckpointError.corrupt(detail: "a tensor without its storage") }
    if id.count > 5, let view = id[5].asSequence {
      guard view.count == 3, let offset = view[1].asInt, let count = view[2].asInt,
        offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count,
        let part = bytes.slice(at: offset * type.size, count: count * type.size)
      else { throw CheckpointError.corrupt(detail: "a view of a storage") }
      bytes = part
    }
    return TorchDocument.Storage(type: type, bytes: StoredBytes(bytes))
  }
}

/// The type of every storage, which the stream states only where a tensor uses it.
private enum StorageTypes {
  static func collect(
    from value: PickleValue, into types: inout [String: StoredType]
  ) throws(CheckpointError) {
    switch value {
    case .persistent(let id):
      guard let id = id.asSequence, id.count >= 5, let key = id[2].asString,
        let type = TorchGlobals.type(id[1])
      else { throw .unsupported(feature: "a storage of an unknown type") }
      types[key] = type
    case .list(let items), .tuple(let items), .set(let items):
      for item in items { try collect(from: item, into: &types) }
    case .dict(let pairs): for item in pairs.values { try collect(from: item, into: &types) }
    case .object(let object):
      for item in object.arguments { try collect(from: item, into: &types) }
      for item in object.items { try collect(from: item, into: &types) }
      for item in object.pairs.values { try collect(from: item, into: &types) }
      if let state = object.state { try collect(from: state, into: &types) }
    default: break
    }
  }
}
