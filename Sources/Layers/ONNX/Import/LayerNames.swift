extension Graph {
  /// Makes the values of a file's nodes findable by the paths of their modules, as those of traced
  /// networks are: a module's output is the last real-valued one below its path. What follows from sizes
  /// and constants alone is no layer's.
  mutating func nameLayers() {
    var kinds = Dictionary(
      inputs.map { ($0.value, $0.kind) }, uniquingKeysWith: { first, _ in first })
    for node in nodes {
      guard let kind = node.operation.kind(ofInputs: node.inputs.map { kinds[$0] }) else {
        continue
      }
      for output in node.outputs { kinds[output] = kind }
      guard kind == .float, let output = node.outputs.first, node.operation != .identity else {
        continue
      }
      var path = ""
      for part in node.path.split(separator: ".") {
        path += path.isEmpty ? part : "." + part
        moduleOutputs[path] = output
      }
    }
  }
}

extension Operation {
  /// What the first output's elements are, of inputs of these kinds, `nil` for those that do not depend
  /// on what a run is given; `nil` where none does.
  fileprivate func kind(ofInputs kinds: [ElementKind?]) -> ElementKind? {
    guard let first = kinds.compactMap(\.self).first else { return nil }
    switch self {
    case .shape: return nil
    case .cast(let kind): return kind
    case .binary(let function) where function.isComparison: return .boolean
    case .unary(.isNaN): return .boolean
    case .argument, .nonZero: return .integer
    case .select: return kinds.dropFirst().compactMap(\.self).first ?? .float
    case .gather, .gatherElements, .gatherParts, .oneHot, .reshape, .expand, .slice, .tile, .pad:
      return kinds.first ?? .float
    default: return first
    }
  }
}
