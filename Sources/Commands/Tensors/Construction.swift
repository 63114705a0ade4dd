import Language
import Tensors

/// A tensor of one number; each extent is at least 0 and the whole within the limit.
func filledTensor(_ number: Float, _ shape: [Int]) throws -> Value {
  if let extent = shape.first(where: { $0 < 0 }) {
    throw Diagnostic(.value, "an extent is 0 or more, got \(extent)")
  }
  try TensorValues.check(shape)
  return .object(TensorObject(try Tensor(repeating: number, shape: shape)))
}
