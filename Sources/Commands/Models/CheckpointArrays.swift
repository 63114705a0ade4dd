import Language
import Layers
import Tensors

// The arrays of a checkpoint as tensors of a script: `file["encoder.conv1.weight"]`.
extension CheckpointObject: IndexableObject, IterableObject {
  /// What `open` gives: the array itself where the file is one array of NumPy's, else the checkpoint.
  var opened: Value {
    get throws {
      guard checkpoint.format == .npy, let entry = checkpoint.entries.first else {
        return .object(self)
      }
      return try tensor(of: entry.array, entry.name)
    }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let index) = terms[0], let name = index.asString else {
      throw Diagnostic(
        .type, "the arrays of a checkpoint are chosen by their names",
        help: "x.names lists them; x[name][0] is a part of one")
    }
    return try tensor(of: checkpoint.array(name), name)
  }

  func makeIterator() throws -> () throws -> Value? {
    var names = checkpoint.entries.map(\.name).makeIterator()
    return { names.next().map { .string($0) } }
  }

  /// Floats are rounded to 32 bits; whole numbers must be exact in them.
  private func tensor(of array: StoredArray, _ name: String) throws -> Value {
    try TensorValues.check(array.shape)
    let tensor = try array.floats(limit: limit)
    switch array.type.kind {
    case .float: return TensorValues.value(of: tensor, .float32)
    case .boolean: return TensorValues.value(of: tensor, .bool)
    case .integer:
      try requireExact(tensor, array, name)
      return TensorValues.value(of: tensor, .int)
    }
  }

  private func requireExact(_ tensor: Tensor, _ array: StoredArray, _ name: String) throws {
    guard tensor.elements.contains(where: { $0.magnitude >= Self.exactBelow }) else { return }
    let exact = try array.integers(limit: limit).elements
    for (found, kept) in zip(exact, tensor.elements) where Int(exactly: kept) != found {
      throw Diagnostic(
        .value, "the array '\(name)' of '\(path)' holds \(found), which a tensor cannot",
        help: "the numbers of a tensor are 32-bit floats: whole ones are exact up to 16777216")
    }
  }

  /// Every whole number of a smaller magnitude is a float.
  private static let exactBelow: Float = 0x1p24
}
