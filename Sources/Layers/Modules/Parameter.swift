public import Basics
import Glibc
public import Tensors

/// A tensor that belongs to a module: a weight that training changes, or a buffer such as a norm's
/// running mean.
///
/// A parameter is drawn when it is first asked for, so that a network that a checkpoint fills draws
/// nothing.
public final class Parameter {
  /// The extent of each axis.
  public let shape: [Int]
  /// How it begins.
  public let initialiser: Initialiser
  /// Whether training changes it.
  public let isTrainable: Bool
  /// What its numbers are.
  public let kind: ElementKind
  /// The numbers, once they are loaded or drawn.
  public private(set) var array: NumericArray?

  /// Declares a parameter.
  public init(
    _ shape: [Int], _ initialiser: Initialiser, isTrainable: Bool = true, kind: ElementKind = .float
  ) {
    (self.shape, self.initialiser) = (shape, initialiser)
    (self.isTrainable, self.kind) = (isTrainable, kind)
  }

  /// Replaces the numbers; throws where their shape or kind is another.
  public func set(_ array: NumericArray) throws(GraphError) {
    guard array.shape == shape, array.kind == kind else {
      throw GraphError(.input(name: "", found: array.type, expected: shape))
    }
    self.array = array
  }

  /// The numbers; where there are none yet they are drawn.
  ///
  /// - Parameter key: the key of the draws, which names the parameter as its sample.
  public func value(_ key: RandomKey) throws -> NumericArray {
    if let array { return array }
    let fresh: NumericArray
    if kind == .float {
      fresh = .floats(try initialiser.tensor(shape: shape, key))
    } else {
      let elements = Array(repeating: 0, count: shape.reduce(1, *))
      fresh = .integers(try IntegerArray(elements, shape: shape))
    }
    array = fresh
    return fresh
  }
}

/// How a parameter begins. A weight's shape is (outputs, inputs / groups, …); its fan-in is the
/// number of inputs of one output, its fan-out the number of outputs times the kernel's elements.
public enum Initialiser: Hashable, Sendable {
  /// One number.
  case constant(Float)
  /// Uniform in ±bound.
  case uniform(bound: Double)
  /// Normal with mean 0.
  case normal(deviation: Double)
  /// Uniform with standard deviation gain / √fan-in (He et al., arXiv:1502.01852). PyTorch's default
  /// of convolutions and linear layers has the gain of a leaky ReLU of slope √5, √(1/3).
  case kaimingUniform(gain: Double)
  /// Normal with standard deviation √(2 / fan-out): torchvision's for encoders.
  case kaimingNormalByOutputs
  /// Uniform with standard deviation √(2 / (fan-in + fan-out)) (Glorot and Bengio 2010).
  case xavierUniform

  /// PyTorch's default of the weights of convolutions and linear layers.
  public static let layerDefault = Initialiser.kaimingUniform(gain: (1.0 / 3).squareRoot())

  /// The numbers of a parameter of this shape, a function of the key alone.
  public func tensor(shape: [Int], _ key: RandomKey) throws -> Tensor {
    var random = key.generator()
    let inputs = Double(shape.dropFirst().reduce(1, *))
    let outputs = Double((shape.first ?? 1) * shape.dropFirst(2).reduce(1, *))
    switch self {
    case .constant(let value): return try Tensor(repeating: value, shape: shape)
    case .uniform(let bound):
      return try Tensor(shape: shape) { out in
        for index in out.indices { out[index] = Float((2 * random.uniform() - 1) * bound) }
      }
    case .normal(let deviation):
      return try Tensor(shape: shape) { out in
        for index in out.indices { out[index] = Float(random.normal() * deviation) }
      }
    case .kaimingUniform(let gain):
      return try Self.uniform(bound: gain * (3 / inputs).squareRoot()).tensor(shape: shape, key)
    case .kaimingNormalByOutputs:
      return try Self.normal(deviation: (2 / outputs).squareRoot()).tensor(shape: shape, key)
    case .xavierUniform:
      return try Self.uniform(bound: (6 / (inputs + outputs)).squareRoot())
        .tensor(shape: shape, key)
    }
  }
}

extension KeyedRandom {
  /// A number of the standard normal distribution (Box and Muller 1958), from two uniform ones.
  fileprivate mutating func normal() -> Double {
    let (radius, angle) = (1 - uniform(), uniform())
    return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
  }
}
