import Testing

@testable import Tensors

/// Numbers in [−1, 1) that are a function of a name, the same as in `scripts/parity`.
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

  /// The largest absolute difference, divided by the largest magnitude of `other`.
  func relativeDistance(to other: Tensor) -> Float {
    guard shape == other.shape else { return .infinity }
    let largest = other.elements.map(abs).max() ?? 0
    let worst = zip(elements, other.elements).map { abs($0 - $1) }
    return worst.contains(where: \.isNaN)
      ? .infinity : (worst.max() ?? 0) / Swift.max(largest, 1e-30)
  }
}

/// Every instruction set that this machine runs, each on one, two and three threads.
let everyKernelSet: [FastKernels] = InstructionSet.supported.flatMap { set in
  [1, 2, 3].map { FastKernels(instructions: set, threads: $0) }
}

/// Runs an operation by every kernel set and by the reference, and compares: all within `bound` of
/// the reference, and the sets' results bit for bit the same on any number of threads.
func expectAgreement(
  _ output: MapShape, within bound: Float = 1e-5, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation,
  _ operation: (any Kernels, FeatureMap) throws -> Void
) throws {
  let expected = try Tensor(output) { try operation(ReferenceKernels(), $0) }
  var first: [InstructionSet: Tensor] = [:]
  for kernels in everyKernelSet {
    let found = try Tensor(output) { try operation(kernels, $0) }
    let distance = found.relativeDistance(to: expected)
    #expect(
      distance <= bound, "\(label) \(kernels.instructions)", sourceLocation: sourceLocation)
    let serial = first[kernels.instructions] ?? found
    first[kernels.instructions] = serial
    #expect(
      found == serial, "\(label) \(kernels.instructions), \(kernels.threads) threads",
      sourceLocation: sourceLocation)
  }
}
