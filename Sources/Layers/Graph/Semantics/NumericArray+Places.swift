import Tensors

extension NumericArray {
  /// An array of the elements at these positions of this one, or of `filler` where they are negative.
  func gathered(_ shape: [Int], _ sources: [Int], filler: Double = 0) throws -> NumericArray {
    switch self {
    case .floats(let tensor):
      return .floats(
        try Tensor(shape: shape) { out in
          tensor.withUnsafeElements { from in
            for (i, source) in sources.enumerated() {
              out[i] = source < 0 ? Float(filler) : from[source]
            }
          }
        })
    case .integers(let array):
      return .integers(try array.gathered(shape, sources, filler: Int(clamping: filler)))
    case .booleans(let array):
      return .booleans(try array.gathered(shape, sources, filler: filler == 0 ? 0 : 1))
    }
  }

  /// The same elements with other extents.
  func reshaped(_ shape: [Int]) throws -> NumericArray {
    switch self {
    case .floats(let tensor): .floats(try tensor.reshaped(shape))
    case .integers(let array): .integers(try IntegerArray(array.elements, shape: shape))
    case .booleans(let array): .booleans(try IntegerArray(array.elements, shape: shape))
    }
  }

  /// The elements of arrays of one kind, one array after another.
  static func joined(_ arrays: [NumericArray]) throws -> NumericArray {
    let flat = try arrays.map { try $0.reshaped([$0.count]) }
    return try concatenated(flat, axis: 0, [arrays.reduce(0) { $0 + $1.count }])
  }

  /// Arrays of one kind side by side along an axis.
  static func concatenated(
    _ arrays: [NumericArray], axis: Int, _ shape: [Int]
  ) throws -> NumericArray {
    let tensors = arrays.compactMap { if case .floats(let tensor) = $0 { tensor } else { nil } }
    if tensors.count == arrays.count {
      return .floats(try Tensor.concatenate(tensors, axis: axis))
    }
    let parts = arrays.compactMap { array -> IntegerArray? in
      switch array {
      case .integers(let part), .booleans(let part): part
      case .floats: nil
      }
    }
    let outer = shape[..<axis].reduce(1, *)
    var elements: [Int] = []
    for row in 0..<outer {
      for part in parts {
        let length = part.elements.count / max(outer, 1)
        elements += part.elements[row * length..<(row + 1) * length]
      }
    }
    let joined = try IntegerArray(elements, shape: shape)
    return arrays.first?.kind == .boolean ? .booleans(joined) : .integers(joined)
  }

  /// The only element as a number; nil of others.
  var scalar: Double? {
    guard count == 1 else { return nil }
    switch self {
    case .floats(let tensor): return tensor.elements.first.map(Double.init)
    case .integers(let array), .booleans(let array): return array.elements.first.map(Double.init)
    }
  }

  /// The elements as another kind: floats lose their fraction, and what is not 0 is true.
  func cast(to kind: ElementKind) throws -> NumericArray {
    switch (self, kind) {
    case (.floats, .float), (.integers, .integer), (.booleans, .boolean): return self
    case (.booleans(let array), .integer): return .integers(array)
    case (.integers(let array), .boolean):
      return .booleans(try IntegerArray(array.elements.map { $0 == 0 ? 0 : 1 }, shape: array.shape))
    case (.floats(let tensor), .boolean):
      return .booleans(
        try IntegerArray(tensor.elements.map { $0 == 0 ? 0 : 1 }, shape: tensor.shape))
    case (.floats(let tensor), .integer):
      return .integers(
        try IntegerArray(
          tensor.elements.map { Int(clamping: Double($0)) }, shape: tensor.shape))
    case (.integers(let array), .float), (.booleans(let array), .float):
      return .floats(try Tensor(array.elements.map { Float($0) }, shape: array.shape))
    }
  }
}

extension IntegerArray {
  fileprivate func gathered(
    _ shape: [Int], _ sources: [Int], filler: Int
  ) throws(TensorError) -> IntegerArray {
    try IntegerArray(sources.map { $0 < 0 ? filler : elements[$0] }, shape: shape)
  }
}

extension Int {
  /// The whole part of a number, or the nearest integer where it has none; 0 of NaN.
  fileprivate init(clamping number: Double) {
    self = Int(exactly: number.rounded(.towardZero)) ?? (number > 0 ? .max : number < 0 ? .min : 0)
  }
}
