public import Tensors

/// A convolution: weight (outputs, inputs / groups, kernel y, kernel x), and a bias.
open class Conv2d: Module {
  private let weight: Parameter
  private let bias: Parameter?
  private let convolution: GraphConvolution

  /// Declares a convolution; `initialiser` draws the weight, and the bias begins as PyTorch's does
  /// unless `biasInitialiser` says otherwise.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1,
    padding: WindowPadding = .explicit(0),
    dilation: Int = 1, groups: Int = 1, bias: Bool = true,
    initialiser: Initialiser = .layerDefault, biasInitialiser: Initialiser? = nil
  ) {
    let shape = [outputs, inputs / groups, kernel, kernel]
    weight = Parameter(shape, initialiser)
    let fanIn = Double(shape.dropFirst().reduce(1, *))
    self.bias =
      bias
      ? Parameter([outputs], biasInitialiser ?? .uniform(bound: 1 / fanIn.squareRoot())) : nil
    convolution = GraphConvolution(
      stride: Spatial(stride), padding: padding, dilation: Spatial(dilation), groups: groups)
  }

  override public final var parameters: [NamedParameter] { [("weight", weight), ("bias", bias)] }

  override open func forward(_ x: Symbol) -> Symbol {
    x.convolved(
      symbol("weight", in: x.builder), bias: bias.map { _ in symbol("bias", in: x.builder) },
      convolution)
  }
}

/// Batch norm of pictures by stored moments: (x − mean) / √(variance + epsilon) · weight + bias.
public final class BatchNorm2d: Module {
  private let weight: Parameter
  private let bias: Parameter
  private let mean: Parameter
  private let variance: Parameter
  private let batches = Parameter([], .constant(0), isTrainable: false, kind: .integer)
  private let epsilon: Float

  /// Declares a norm of so many channels.
  public init(_ channels: Int, epsilon: Float = 1e-5) {
    weight = Parameter([channels], .constant(1))
    bias = Parameter([channels], .constant(0))
    mean = Parameter([channels], .constant(0), isTrainable: false)
    variance = Parameter([channels], .constant(1), isTrainable: false)
    self.epsilon = epsilon
  }

  override public var parameters: [NamedParameter] {
    [
      ("weight", weight), ("bias", bias), ("running_mean", mean), ("running_var", variance),
      (Self.batchCount, batches),
    ]
  }

  /// The buffer that counts training's batches; files from before 2018 lack it.
  static let batchCount = "num_batches_tracked"

  override public func forward(_ x: Symbol) -> Symbol {
    x.batchNormed(
      scale: symbol("weight", in: x.builder), shift: symbol("bias", in: x.builder),
      mean: symbol("running_mean", in: x.builder), variance: symbol("running_var", in: x.builder),
      epsilon: epsilon)
  }
}

/// x · weightᵀ + bias over the last axis; the weight is (outputs, inputs).
public final class Linear: Module {
  private let weight: Parameter
  private let bias: Parameter?

  /// Declares a linear layer.
  public init(_ inputs: Int, _ outputs: Int, bias: Bool = true) {
    weight = Parameter([outputs, inputs], .layerDefault)
    self.bias =
      bias ? Parameter([outputs], .uniform(bound: 1 / Double(inputs).squareRoot())) : nil
  }

  override public var parameters: [NamedParameter] { [("weight", weight), ("bias", bias)] }

  override public func forward(_ x: Symbol) -> Symbol {
    x.linear(
      symbol("weight", in: x.builder), bias: bias.map { _ in symbol("bias", in: x.builder) })
  }
}

/// A function without parameters that has a name, so that its output can be looked at.
public final class Function: Module {
  private let function: (Symbol) -> Symbol

  /// Makes a module of a function.
  public init(_ function: @escaping (Symbol) -> Symbol) { self.function = function }

  /// The function that returns its argument.
  public static var identity: Function { Function { $0 } }

  override public func forward(_ x: Symbol) -> Symbol { function(x) }
}

/// Modules one after the other, named by their places: `0`, `1`, ….
public final class Sequential: Module {
  /// The modules in order; nil keeps a place free.
  public let items: [Module?]

  /// Puts modules one after the other.
  public init(_ items: [Module?]) { self.items = items }

  override public var children: [Child] { items.enumerated().map { ("\($0)", $1) } }

  override public func forward(_ x: Symbol) -> Symbol {
    items.reduce(x) { value, module in module.map { $0(value) } ?? value }
  }
}

/// Modules side by side, named by their places, which whoever owns them calls.
public final class ModuleList<Item: Module>: Module {
  /// The modules in order.
  public let items: [Item]

  /// Lists modules.
  public init(_ items: [Item]) { self.items = items }

  override public var children: [Child] { items.enumerated().map { ("\($0)", $1) } }
}

/// Instance norm of pictures: each channel of each picture has mean 0 and variance 1, then
/// weight · x + bias.
public final class InstanceNorm2d: Module {
  private let weight: Parameter
  private let bias: Parameter
  private let epsilon: Float

  /// Declares a norm of so many channels.
  public init(_ channels: Int, epsilon: Float = 1e-5) {
    weight = Parameter([channels], .constant(1))
    bias = Parameter([channels], .constant(0))
    self.epsilon = epsilon
  }

  override public var parameters: [NamedParameter] { [("weight", weight), ("bias", bias)] }

  override public func forward(_ x: Symbol) -> Symbol {
    x.builder.add(
      .instanceNorm(epsilon: epsilon), x, symbol("weight", in: x.builder),
      symbol("bias", in: x.builder))
  }
}
