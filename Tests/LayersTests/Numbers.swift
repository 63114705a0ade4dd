import Tensors
import Testing

@testable import Layers

/// Numbers in [−1, 1) that are a function of a name.
func numbers(_ name: String, _ count: Int) -> [Float] {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return (0..<count).map { index in
    var z = state &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Float(Double(z >> 40) * 0x1p-23 - 1)
  }
}

extension Tensor {
  /// A tensor of such numbers.
  static func named(_ name: String, _ shape: [Int]) throws -> Tensor {
    try Tensor(numbers(name, shape.reduce(1, *)), shape: shape)
  }

  /// The numbers from 0 in order.
  static func counting(_ shape: [Int]) throws -> Tensor {
    try Tensor((0..<shape.reduce(1, *)).map { Float($0) }, shape: shape)
  }

  /// The largest absolute difference, divided by the largest magnitude of `other`.
  func relativeDistance(to other: Tensor) -> Float {
    guard shape == other.shape else { return .infinity }
    let largest = other.elements.map(abs).max() ?? 0
    let worst = zip(elements, other.elements).map { abs($0 - $1) }
    return worst.contains(where: \.isNaN)
      ? .infinity : (worst.max() ?? 0) / Swift.max(largest, 1e-30)
  }
}

extension NumericArray {
  /// Floats in the shape of nested brackets: one axis.
  static func floats(_ elements: Float...) -> NumericArray { .floats(Tensor(elements)) }

  /// Integers along one axis.
  static func integers(_ elements: Int...) -> NumericArray { .integers(IntegerArray(elements)) }

  /// The tensor of floats.
  var tensor: Tensor {
    get throws {
      guard case .floats(let tensor) = self else { throw NotFloats() }
      return tensor
    }
  }

  private struct NotFloats: Error {}
}
