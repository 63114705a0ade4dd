import Basics

/// A part of a network with parameters: a layer, a block, or the network itself.
///
/// A subclass lists its ``children`` and ``parameters`` under the names that PyTorch gives them, in
/// the order of their construction there, so that the paths of all parameters are the keys of a
/// checkpoint; it states its computation once, in ``forward(_:)``, over the symbols of a graph.
///
/// ```swift
/// final class Block: Module {
///   let conv = Conv2d(64, 64, kernel: 3, padding: .explicit(1), bias: false)
///   let norm = BatchNorm2d(64)
///   override var children: [Child] { [("conv", conv), ("norm", norm)] }
///   override func forward(_ x: Symbol) -> Symbol { relu(norm(conv(x))) }
/// }
/// ```
open class Module {
  /// A module within another, and its name there; nil where a variant has none.
  public typealias Child = (name: String, module: Module?)
  /// A parameter and its name; nil where a variant has none.
  public typealias NamedParameter = (name: String, parameter: Parameter?)

  /// The names that lead here from the network, with points between; empty for the network itself.
  public private(set) var path = ""

  /// Creates a module without parts.
  public init() {}

  /// The modules within this one, in the order of PyTorch's construction.
  open var children: [Child] { [] }

  /// The parameters of this module itself, in the order of PyTorch's construction.
  open var parameters: [NamedParameter] { [] }

  /// The computation, which returns its argument unless a subclass says otherwise.
  open func forward(_ x: Symbol) -> Symbol { x }

  /// Traces the computation under this module's path.
  public final func callAsFunction(_ x: Symbol) -> Symbol { traced(x.builder) { forward(x) } }

  /// Traces `body` as the computation of this module, for those that take or give several values.
  public final func traced(_ builder: GraphBuilder, _ body: () -> Symbol) -> Symbol {
    builder.module(name(in: builder), body)
  }

  /// The same for a computation that gives several values.
  public final func traced(_ builder: GraphBuilder, _ body: () -> [Symbol]) -> [Symbol] {
    builder.inside(name(in: builder), body)
  }

  /// The value of a parameter of this module.
  public final func symbol(_ name: String, in builder: GraphBuilder) -> Symbol {
    let full = path.isEmpty ? name : "\(path).\(name)"
    let parameter = parameters.first { $0.name == name }?.parameter
    guard case .floats(let tensor)? = parameter?.array else {
      preconditionFailure("parameters have their numbers before a module is traced")
    }
    return builder.parameter(full, tensor)
  }

  /// All parameters with their full names, in the order of PyTorch's `state_dict`.
  public final var namedParameters: [(name: String, parameter: Parameter)] {
    var result: [(name: String, parameter: Parameter)] = []
    visit { module in
      let prefix = module.path.isEmpty ? "" : module.path + "."
      for (name, parameter) in module.parameters {
        if let parameter { result.append((prefix + name, parameter)) }
      }
    }
    return result
  }

  /// Tells this module and all within it where they are; a network does it once, after it is built.
  final func place(at path: String) {
    self.path = path
    for (name, module) in children { module?.place(at: path.isEmpty ? name : "\(path).\(name)") }
  }

  /// Calls `body` with this module and all within it, outer ones first.
  public final func visit(_ body: (Module) -> Void) {
    body(self)
    for child in children { child.module?.visit(body) }
  }

  /// This module's path as seen from the module that is being traced.
  private func name(in builder: GraphBuilder) -> String {
    let outer = builder.path
    guard !outer.isEmpty, path.hasPrefix(outer + ".") else { return outer == path ? "" : path }
    return String(path.dropFirst(outer.count + 1))
  }
}
