import Tensors

/// Collects the nodes and constants of a file, and finds names for the values between them.
struct NodeWriter {
  private(set) var nodes: [NodeMessage] = []
  private(set) var initializers: [TensorMessage] = []
  /// The module that the nodes belong to.
  var path = ""
  private var used: Set<String> = []
  private var numbers: [String: Int] = [:]
  private var shared: [SharedKey: String] = [:]

  private struct SharedKey: Hashable {
    let shape: [Int]
    let bits: [UInt64]
    let kind: ElementKind
  }

  /// Marks a name as taken.
  mutating func take(_ name: String) { used.insert(name) }

  /// A name that nothing else has: the wanted one, or one with a number.
  mutating func freshName(_ wanted: String) -> String {
    if used.insert(wanted).inserted { return wanted }
    while true {
      let number = numbers[wanted, default: 0] + 1
      numbers[wanted] = number
      let name = "\(wanted)_\(number)"
      if used.insert(name).inserted { return name }
    }
  }

  /// Adds a node; the names of its outputs.
  mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [AttributeMessage] = [],
    outputs: Int = 1
  ) -> [String] {
    var node = NodeMessage()
    node.name = freshName(
      "/" + (path.split(separator: ".") + [operation[...]]).joined(separator: "/"))
    node.operation = operation
    node.inputs = inputs
    node.outputs = (0..<outputs).map { freshName("\(node.name)_output_\($0)") }
    for attribute in attributes { node.attributes[attribute.name] = attribute }
    nodes.append(node)
    return node.outputs
  }

  /// Adds a node with one output; its name.
  mutating func one(
    _ operation: String, _ inputs: [String], _ attributes: AttributeMessage...
  ) -> String {
    add(operation, inputs, attributes)[0]
  }

  /// Gives a value a second name, that of an output.
  mutating func alias(_ source: String, as output: String) {
    var node = NodeMessage()
    (node.operation, node.inputs, node.outputs) = ("Identity", [source], [output])
    node.name = freshName("/Identity")
    nodes.append(node)
  }

  /// Adds a constant under a name of its own.
  mutating func constant(_ array: NumericArray, name: String) {
    initializers.append(TensorMessage(array, name: name))
  }

  /// The name of single-precision numbers that an operation brings along; equal ones are stored once.
  mutating func floats(_ values: [Float], shape: [Int]? = nil) -> String {
    let shape = shape ?? [values.count]
    let key = SharedKey(shape: shape, bits: values.map { UInt64($0.bitPattern) }, kind: .float)
    return share(key) {
      (try? Tensor(values, shape: shape)).map(NumericArray.floats) ?? .floats(Tensor(values))
    }
  }

  /// The name of a single number.
  mutating func float(_ value: Float) -> String { floats([value], shape: []) }

  /// The name of whole numbers along one axis.
  mutating func integers(_ values: [Int]) -> String {
    let bits = values.map { UInt64(bitPattern: Int64($0)) }
    let key = SharedKey(shape: [values.count], bits: bits, kind: .integer)
    return share(key) { .integers(IntegerArray(values)) }
  }

  private mutating func share(_ key: SharedKey, _ array: () -> NumericArray) -> String {
    if let known = shared[key] { return known }
    let name = freshName("constant")
    constant(array(), name: name)
    shared[key] = name
    return name
  }
}
