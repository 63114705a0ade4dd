/// The operators that are translated, area by area.
///
/// An entry adds the operations that a node stands for and returns its outputs in order.
enum Operators {
  typealias Translation = @Sendable (ImportedNode) throws(ONNXError) -> [Symbol]

  static let all: [String: Translation] = [
    convolutions, normalizations, activations, arithmetic, comparisons, products, poolings, resizes,
    joints, slices, arrangements, shapes, reductions, selections, quantization,
  ].reduce(into: [:]) { all, area in all.merge(area) { first, _ in first } }

  /// The versions of the standard operator set that are read; what networks use did not change since 13
  /// but for `axes` that became inputs.
  static let versions = 7...26
}
