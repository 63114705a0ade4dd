import Basics
import Imaging
import Language
import Synchronization
import Tensors

/// A tensor as a script holds it: an n-dimensional array, a value that indices change in place.
///
/// Slices are copies. A comparison gives a mask where there are two axes, else a boolean tensor.
final class TensorObject: ScriptObject, ArithmeticObject, TruthObject, AssignableObject,
  SizedObject,
  IterableObject, ReducibleObject, FreezableObject, PicturedObject
{
  static let typeName = "tensor"

  /// What the numbers stand for.
  let kind: ElementKind
  private let content: Mutex<Tensor>
  private let mutability = Mutability()

  init(_ tensor: Tensor, _ kind: ElementKind = .float32) {
    content = Mutex(tensor)
    self.kind = kind
    MemoryBound.note(tensor.count * MemoryLayout<Float>.stride)
  }

  /// The elements as they are now.
  var tensor: Tensor { content.withLock { $0 } }

  var typeName: String { Self.typeName }
  var repr: String { TensorText(tensor, kind).text }
  var members: [Member] { TensorMembers.list }
  func member(named name: String) throws -> Value? { try TensorMembers.value(name, of: self) }

  func truth() throws -> Bool {
    let tensor = tensor
    guard tensor.count != 1 else { return tensor.elements[0] != 0 }
    throw Diagnostic(
      .type, "a tensor of shape \(tensor.shape.asTuple) is neither true nor false",
      help: "write t.any() for 'some element is not 0' or t.all() for 'none is'")
  }

  var count: Int {
    get throws {
      guard let first = tensor.shape.first else {
        throw Diagnostic(.type, "a tensor without axes has no len", help: "t.item() is its number")
      }
      return first
    }
  }

  /// Runs over the first axis: numbers where it is the only one, else tensors.
  func makeIterator() throws -> () throws -> Value? {
    let (tensor, kind, count) = (tensor, kind, try count)
    var next = 0
    return {
      guard next < count else { return nil }
      defer { next += 1 }
      return TensorValues.value(of: try tensor.slice(axis: 0, at: next), kind)
    }
  }

  func reduced(by reduction: Reduction) throws -> Value? {
    let tensorReduction: TensorReduction =
      switch reduction {
      case .any: .any
      case .all: .all
      case .sum: .sum
      case .min: .minimum
      case .max: .maximum
      }
    return try TensorReductions.value(of: tensorReduction, on: tensor, kind)
  }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    guard let other = TensorOperand(other) else { return nil }
    let mine = TensorOperand(self)
    return try TensorArithmetic.compute(
      operation, onRight ? other : mine, onRight ? mine : other)
  }

  func apply(_ operation: UnaryOperation) throws -> Value? {
    try TensorArithmetic.compute(operation, TensorOperand(self))
  }

  // MARK: Parts

  func value(at terms: [IndexTerm]) throws -> Value {
    let tensor = tensor
    let selection = try TensorIndex.selection(terms, of: tensor.shape)
    return TensorValues.value(of: try tensor.selected(selection), kind)
  }

  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    try mutability.require(of: Self.typeName)
    let selection = try TensorIndex.selection(terms, of: tensor.shape)
    // Read before the lock is taken: the right side may be this tensor itself.
    let values = try TensorValues.assigned(value, to: kind, shape: selection.shape)
    try content.withLock { try $0.assign(values, at: selection) }
  }

  func freeze() { mutability.freeze() }

  // MARK: Showing

  func preview(columns: Int) -> String {
    let tensor = tensor
    let shape = tensor.shape.map(String.init).joined(separator: "×")
    var facts = [
      tensor.rank == 0 ? "tensor without axes" : "tensor, \(shape)", kind.rawValue,
    ]
    if kind == .float32, tensor.count > 1, let low = tensor.min(), let high = tensor.max() {
      facts.append(
        "from \(TensorText.short(low)) to \(TensorText.short(high)), mean \(TensorText.short(tensor.mean()))"
      )
    }
    return facts.joined(separator: ", ") + "\n" + TensorText(tensor, kind, width: columns).text
  }

  /// Two axes as grey from 0 to 1; (H, W, 3) as colours from 0 to 255.
  func picture() throws -> RasterPicture {
    tensor.rank == 3
      ? RasterPicture(try TensorValues.image(of: tensor))
      : RasterPicture(Raster(try TensorValues.plane(of: tensor)).image)
  }
}

extension [Int] {
  /// The shape as Python writes it: `(2, 3)`, `(4,)`, `()`.
  var asTuple: String {
    "(" + map(String.init).joined(separator: ", ") + (count == 1 ? ",)" : ")")
  }
}
