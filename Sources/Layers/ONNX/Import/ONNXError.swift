/// What is wrong with an ONNX file.
public enum ONNXError: Error, Hashable, Sendable {
  /// The bytes are no ONNX file, or a damaged one.
  case encoding(WireError)
  /// The version of the standard operator set; `nil` where the file names none.
  case operatorSet(Int?, supported: ClosedRange<Int>)
  /// All operators, or uses of operators, that are not computed here.
  case unsupported([Unsupported])
  /// A node that makes no sense.
  case node(Place, NodeProblem)
  /// A constant that makes no sense.
  case tensor(name: String, TensorProblem)
  /// Nodes need values that nothing makes: the value, and a node that needs it.
  case noSuchValue(String, neededBy: Place)
  /// Nodes that need each other's results.
  case cycle([String])
  /// Two things make a value of this name.
  case madeTwice(String)
  /// An input that is no tensor of numbers, or whose number of axes is left open.
  case input(name: String)
  /// Nothing makes this output.
  case noSuchOutput(String)

  /// The name of a node, or where it has none its position, and its operator.
  public struct Place: Hashable, Sendable {
    /// The node.
    public var node: String
    /// Its operator.
    public var operation: String
  }

  /// An operator that is not computed here, and the nodes that use it.
  public struct Unsupported: Hashable, Sendable {
    /// The operator, with its domain where that is not the standard one, and the use of it where
    /// others of its uses are computed: `Resize of antialias`.
    public var operation: String
    /// The names of the nodes.
    public var nodes: [String]
  }

  /// What is wrong with a node.
  public enum NodeProblem: Hashable, Sendable {
    /// An input that must be there is not.
    case missingInput(Int)
    /// An attribute that must be there is not.
    case missingAttribute(String)
    /// An attribute holds another kind of value.
    case attributeKind(String)
    /// An attribute has a value that it cannot have.
    case attributeValue(String, found: String)
    /// An input must be a constant, or follow from the sizes of the inputs.
    case notConstant(input: Int)
    /// It has more outputs than its operator makes.
    case outputs(Int)
    /// A condition depends on more than constants and the sizes of the inputs.
    case openCondition
  }

  /// What is wrong with a constant.
  public enum TensorProblem: Hashable, Sendable {
    /// An element type that is not read, by its code in the format.
    case elementType(Int)
    /// Extents that are negative or too many elements for memory.
    case shape([Int])
    /// There are more or fewer numbers than the shape says.
    case count(found: Int, shape: [Int])
    /// It takes more memory than the limit allows, in bytes.
    case tooLarge(bytes: Int, limit: Int)
    /// The file that holds the numbers lies outside the folder of the model.
    case outsideFolder(String)
    /// The file that holds the numbers is a pointer of Git LFS, and not the file itself.
    case gitPointer(String)
    /// The file that holds the numbers cannot be read.
    case unreadable(String)
    /// The file that holds the numbers is shorter than the model says.
    case outsideFile(String)
  }
}
