public import Tensors

/// What the elements of a value are.
public enum ElementKind: String, Hashable, Sendable {
  /// Single-precision numbers.
  case float
  /// Whole numbers of 64 bits.
  case integer
  /// True or false.
  case boolean
}

/// An n-dimensional array of any kind of element in row-major order: a value of a graph.
public enum NumericArray: Equatable, Sendable {
  /// Single-precision numbers.
  case floats(Tensor)
  /// Whole numbers.
  case integers(IntegerArray)
  /// 0 for false and 1 for true.
  case booleans(IntegerArray)

  /// The kind of the elements.
  public var kind: ElementKind {
    switch self {
    case .floats: .float
    case .integers: .integer
    case .booleans: .boolean
    }
  }

  /// The extent of each axis.
  public var shape: [Int] {
    switch self {
    case .floats(let tensor): tensor.shape
    case .integers(let array), .booleans(let array): array.shape
    }
  }

  /// How many elements there are.
  public var count: Int {
    switch self {
    case .floats(let tensor): tensor.count
    case .integers(let array), .booleans(let array): array.elements.count
    }
  }

  /// Kind and shape.
  public var type: ValueType { ValueType(kind: kind, shape: shape) }
}

/// An n-dimensional array of whole numbers in row-major order.
public struct IntegerArray: Hashable, Sendable {
  /// The elements in row-major order.
  public private(set) var elements: [Int]
  /// The extent of each axis; a single number has none.
  public private(set) var shape: [Int]

  /// An array of these elements; throws ``TensorError/countMismatch(shape:found:)`` unless they fill it.
  public init(_ elements: [Int], shape: [Int]) throws(TensorError) {
    guard elements.count == shape.reduce(1, *) else {
      throw .countMismatch(shape: shape, found: elements.count)
    }
    self.elements = elements
    self.shape = shape
  }

  /// An array with one axis.
  public init(_ elements: [Int]) {
    self.elements = elements
    shape = [elements.count]
  }

  /// A single number, without axes.
  public init(_ element: Int) {
    elements = [element]
    shape = []
  }
}

/// The kind and the extents of a value.
public struct ValueType: Hashable, Sendable {
  /// What its elements are.
  public var kind: ElementKind
  /// The extent of each axis.
  public var shape: [Int]

  /// Creates a type.
  public init(kind: ElementKind, shape: [Int]) {
    self.kind = kind
    self.shape = shape
  }

  /// The type of floats of this shape.
  public static func floats(_ shape: [Int]) -> ValueType { ValueType(kind: .float, shape: shape) }

  /// How many elements there are.
  public var count: Int { shape.reduce(1, *) }
}
