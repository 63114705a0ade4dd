import Basics
import Language
import Layers
import Tensors

/// Tensors as files of NumPy's.
enum TensorFile {
  /// Whether a path asks for one.
  static func isMeant(by path: String) -> Bool { path.lowercased().hasSuffix(".npy") }

  /// Writes a tensor, or what `tensor(x)` makes of a picture: floats as `<f4`, whole numbers as `<i8`,
  /// True and False as `|b1`.
  static func write(_ value: Value, to path: String) throws {
    guard let (tensor, kind) = try TensorValues.read(value) else {
      throw Diagnostic(
        .type, "a .npy file takes a tensor, a picture or numbers, got \(value.typeName)")
    }
    try Files.write(CheckpointWriting.npy(try array(tensor, kind)), to: path)
  }

  private static func array(_ tensor: Tensor, _ kind: ElementKind) throws -> NumericArray {
    if kind == .float32 { return .floats(tensor) }
    let whole = try IntegerArray(
      tensor.elements.map { Int(exactly: $0) ?? 0 }, shape: tensor.shape)
    return kind == .int ? .integers(whole) : .booleans(whole)
  }
}
