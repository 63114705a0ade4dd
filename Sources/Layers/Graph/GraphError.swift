public import Tensors

/// What was wrong with a graph, and where: the node's module, its operation and the operands' shapes.
public struct GraphError: Error, Equatable {
  /// What was wrong.
  public enum Problem: Error, Equatable {
    /// A number of inputs other than the operation takes.
    case inputCount(found: Int, allowed: ClosedRange<Int>)
    /// An input with elements of another kind.
    case elementKind(input: Int, found: ElementKind, expected: ElementKind)
    /// An input with a number of axes other than the operation takes.
    case rank(input: Int, found: Int, allowed: ClosedRange<Int>)
    /// An axis that a value of this shape does not have.
    case axis(Int, shape: [Int])
    /// Extents that must agree: of two inputs, at an axis of each.
    case extents(left: [Int], right: [Int], axis: Int?)
    /// An input that must follow from shapes and constants, but depends on what a run is given.
    case notConstant(input: Int)
    /// A parameter outside its range: its name, its value, and what is allowed.
    case parameter(name: String, value: Int, allowed: String)
    /// A combination that is not computed: what it is.
    case unsupported(String)
    /// Values that take more memory than the graph's limit allows, in bytes.
    case memory(bytes: Int, limit: Int)
    /// What the kernels reject.
    case tensor(TensorError)
    /// A run was not given this input, or was given another shape or kind than the graph says.
    case input(name: String, found: ValueType?, expected: [Int?])
    /// A run was given something that the graph does not take; these are its inputs.
    case unknownInput(name: String, inputs: [String])
    /// There is no module or value of this name.
    case unknownPath(String)
  }

  /// What was wrong.
  public var problem: Problem
  /// The module that the node belongs to, or the node's name in its file; empty for the network itself,
  /// or for no node.
  public var path: String
  /// The operation's name, in a file its operator's; empty for no node.
  public var operation: String
  /// The shapes of the node's inputs, as far as they are known.
  public var inputs: [[Int]]

  /// Creates an error.
  public init(
    _ problem: Problem, path: String = "", operation: String = "", inputs: [[Int]] = []
  ) {
    self.problem = problem
    self.path = path
    self.operation = operation
    self.inputs = inputs
  }
}
