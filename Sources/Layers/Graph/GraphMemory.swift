import Tensors

extension ValueType {
  /// The bytes that the elements take in an array.
  var bytes: Int {
    count * (kind == .float ? MemoryLayout<Float>.size : MemoryLayout<Int>.size)
  }
}

extension Graph {
  /// Throws where values that live at a time take more than the limit.
  func checkMemory(_ bytes: Int) throws(GraphError.Problem) {
    guard bytes <= memoryLimit else { throw .memory(bytes: bytes, limit: memoryLimit) }
  }
}

extension Operation {
  /// About how many steps the definition takes, with known types of what goes in and comes out.
  func work(_ operands: Operands, _ outputs: [ValueType]) -> Double {
    func count(_ type: ValueType) -> Double { type.shape.reduce(1) { $0 * Double($1) } }
    let made = outputs.reduce(0) { $0 + count($1) }
    let read = operands.types.reduce(0) { $0 + count($1) }
    switch self {
    case .convolution:
      let weight = operands.types[1]
      return made * count(weight) / Double(max(weight.shape.first ?? 1, 1))
    case .matrixProduct:
      return made * Double(operands.types[0].shape.suffix(2).max() ?? 1)
    case .pool(let pooling): return made * Double(pooling.kernel.y) * Double(pooling.kernel.x)
    case .attention: return read * Double(operands.types[1].shape.dropFirst().first ?? 1)
    default: return made + read
    }
  }

  /// About how many bytes the definition takes besides its operands and results: copies in row-major
  /// order, and where each element comes from.
  static func plainBytes(_ inputs: [ValueType], _ outputs: [ValueType]) -> Int {
    (inputs + outputs).reduce(0) { $0 + 4 * $1.bytes }
  }
}
