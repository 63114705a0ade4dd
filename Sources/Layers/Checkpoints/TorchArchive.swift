import Basics

/// What `torch.save` writes since version 1.6: a zip archive of a pickle and one file a storage.
enum TorchArchive {
  static func read(_ bytes: FileBytes, limit: Int) throws -> Checkpoint {
    let archive = try ZipArchive(bytes)
    let (pickle, folder) = try pickle(of: archive)
    let content = try archive.content(of: pickle, limit: limit)
    let document = try Unpickler(allowing: TorchGlobals.allowed).value(in: content)
    var isBigEndian = false
    if let order = archive[folder + "byteorder"] {
      isBigEndian = try archive.content(of: order, limit: 16).text == "big"
    }
    let reader = TorchDocument(
      storage: { try storage($0, in: archive, folder) }, isBigEndian: isBigEndian)
    return Checkpoint(.torch, entries: try reader.entries(of: document), document: document)
  }

  /// The archive's `data.pkl` and the folder that it and the storages are in.
  private static func pickle(
    of archive: ZipArchive
  ) throws(CheckpointError) -> (entry: ZipArchive.Entry, folder: String) {
    for entry in archive.entries where entry.name.hasSuffix("data.pkl") {
      let folder = String(entry.name.dropLast("data.pkl".count))
      guard archive[folder + "constants.pkl"] == nil else {
        throw .unsupported(feature: "a TorchScript program; save the state_dict() of its module")
      }
      if folder.isEmpty || folder.hasSuffix("/") { return (entry, folder) }
    }
    throw .unsupported(feature: "a zip archive without a data.pkl")
  }

  /// ('storage', type, key, device, number of elements)
  private static func storage(
    _ id: [PickleValue], in archive: ZipArchive, _ folder: String
  ) throws -> TorchDocument.Storage {
    guard id.count >= 5, let type = TorchGlobals.type(id[1]), let key = id[2].asString else {
      throw CheckpointError.unsupported(feature: "a storage of an unknown type")
    }
    guard let entry = archive["\(folder)data/\(key)"] else {
      throw CheckpointError.corrupt(detail: "the storage '\(key)' is missing")
    }
    return TorchDocument.Storage(type: type, bytes: try StoredBytes(entry, of: archive))
  }
}
