public import Layers
public import Tensors

/// Weights as a function of their names, so that reference outputs can be compared without shipping
/// weights: `parity/README.md` of the reference data states the rule.
public enum ParityWeights {
  /// `count` numbers in [-1, 1), each exact in single precision: a hash of the name is the state of a
  /// SplitMix64 generator (Steele, Lea, Flood 2014).
  public static func uniform(_ name: String, count: Int) -> [Double] {
    let start = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return (1...max(count, 1)).prefix(count).map { index in
      var z = start &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      return Double(z >> 40) * 0x1p-23 - 1
    }
  }

  /// The numbers of the parameter of a name.
  public static func tensor(_ name: String, shape: [Int]) throws -> Tensor {
    let count = shape.reduce(1, *)
    let (offset, factor) = rule(name, shape)
    let numbers = uniform(name, count: count).map { Float(offset + factor * $0) }
    return try Tensor(numbers, shape: shape)
  }

  /// A picture with coarse and fine structure: (1, channels, height, width), around a half.
  public static func image(_ name: String, channels: Int, height: Int, width: Int) throws -> Tensor
  {
    let (rows, columns) = ((height + 7) / 8, (width + 7) / 8)
    let coarse = uniform("coarse:\(name)", count: channels * rows * columns)
    let fine = uniform("fine:\(name)", count: channels * height * width)
    return try Tensor(shape: [1, channels, height, width]) { out in
      for index in out.indices {
        let (channel, y, x) = (index / (height * width), index / width % height, index % width)
        let low = coarse[(channel * rows + y / 8) * columns + x / 8]
        out[index] = Float(0.5 + 0.25 * low + 0.25 * fine[index])
      }
    }
  }

  /// Gives every parameter of a network its numbers.
  public static func fill(_ network: Network) throws {
    for (name, parameter) in network.root.namedParameters where parameter.kind == .float {
      try parameter.set(.floats(try tensor(name, shape: parameter.shape)))
    }
  }

  /// offset + factor · u
  private static func rule(_ name: String, _ shape: [Int]) -> (offset: Double, factor: Double) {
    if name.hasSuffix("running_var") { return (1, 0.5) }
    if name.hasSuffix("weight"), shape.count >= 2 {
      return (0, (3 / Double(shape.dropFirst().reduce(1, *))).squareRoot())
    }
    if name.hasSuffix("weight"), shape.count == 1 { return (1, 0.25) }
    if name.hasSuffix(".scale") { return (0.5, 0.25) }
    return (0, 0.1)
  }
}
