import Basics
import Tensors
import TestSupport
import Testing

@testable import Layers

@Suite("ONNX files")
struct ONNXFileTests {
  /// y = relu(x) + w
  static func small() throws -> ToyFile {
    var file = ToyFile()
    file.input("x", [.named("batch"), .fixed(3)])
    file.output("y")
    try file.constant("w", [1, 2, 3], [3])
    file.node("Relu", "x", "t", name: "/act/Relu")
    file.node("Add", "t w", "y", name: "/head/head.0/Add")
    return file
  }

  @Test("a file tells its inputs, outputs, operators and parameters")
  func description() throws {
    let file = try ONNXFile(FileBytes(Self.small().bytes))
    #expect(file.inputs.map(\.name) == ["x"])
    #expect(file.inputs.first?.shape == [.open("batch"), .fixed(3)])
    #expect(file.outputs.map(\.name) == ["y"])
    #expect(file.operators.map(\.name) == ["Add", "Relu"])
    #expect(file.operatorSet == 17)
    #expect(file.parameterCount == 3)
  }

  @Test("nodes belong to the modules that PyTorch's names tell")
  func paths() throws {
    let graph = try Self.small().graph()
    #expect(graph.nodes.map(\.path) == ["act", "head.0"])
    #expect(graph.constants.values.compactMap(\.name) == ["w"])
  }

  @Test("layers are named by the paths of modules, and those of nodes outside of any by their own")
  func layers() throws {
    var file = try Self.small()
    file.node("Shape", "x", "s", name: "/Shape")
    file.node("Mul", "y y", "m", name: "/Mul_1")
    file.node("Sigmoid", "m", "z", name: "last")
    let graph = try file.graph()
    #expect(graph.moduleOutputs.keys.sorted() == ["Mul_1", "act", "head", "head.0", "last"])
    #expect(graph.output(ofModule: "head") == graph.outputs.first?.value)
  }

  @Test("nodes out of order are sorted")
  func order() throws {
    var file = try Self.small()
    file.model.graph.nodes.reverse()
    #expect(try file.graph().nodes.map(\.path) == ["act", "head.0"])
  }

  @Test("all unsupported operators and uses are in one error, with the nodes' names")
  func unsupported() throws {
    var file = try Self.small()
    file.node("LSTM", "x w w", "q", name: "q1")
    file.node("LSTM", "x w w", "r", name: "q2")
    file.node("FusedConv", "x w", "s", domain: "com.microsoft")
    #expect(
      file.error()
        == .unsupported([
          .init(operation: "LSTM", nodes: ["q1", "q2"]),
          .init(operation: "com.microsoft.FusedConv", nodes: ["FusedConv #4"]),
        ]))
    var uses = try Self.small()
    uses.node("MaxPool", "x", "q i", name: "pool", .integers("kernel_shape", [2, 2]))
    uses.node("Resize", "q _ w", "z", name: "up", .text("keep_aspect_ratio_policy", "not_larger"))
    #expect(
      uses.error()
        == .unsupported([
          .init(operation: "MaxPool of indices that are given out", nodes: ["pool"]),
          .init(operation: "Resize of policy not_larger", nodes: ["up"]),
        ]))
  }

  @Test("values that nothing makes, that two make, and cycles are errors")
  func broken() throws {
    var missing = try Self.small()
    missing.node("Relu", "nowhere", "z", name: "n")
    #expect(
      missing.error()
        == .noSuchValue("nowhere", neededBy: .init(node: "n", operation: "Relu")))
    var twice = try Self.small()
    twice.node("Relu", "x", "t")
    #expect(twice.error() == .madeTwice("t"))
    var cycle = try Self.small()
    cycle.node("Add", "x b", "a", name: "first")
    cycle.node("Relu", "a", "b", name: "second")
    #expect(cycle.error() == .cycle(["first", "second"]))
    var output = try Self.small()
    output.output("z")
    #expect(output.error() == .noSuchOutput("z"))
    var constant = try Self.small()
    try constant.constant("w", [1], [1])
    #expect(constant.error() == .madeTwice("w"))
  }

  @Test("inputs must be tensors with a number of axes; other operator sets are refused")
  func declarations() throws {
    var shapeless = try Self.small()
    shapeless.input("z", nil)
    #expect(shapeless.error() == .input(name: "z"))
    var text = try Self.small()
    text.input("z", [.fixed(1)], type: 8)
    #expect(text.error() == .input(name: "z"))
    var future = try Self.small()
    future.model.operatorSets[""] = 99
    #expect(future.error() == .operatorSet(99, supported: 7...26))
    #expect(ToyFile(version: nil).error() == .operatorSet(nil, supported: 7...26))
  }

  @Test("constants that make no sense are errors that name them")
  func constants() throws {
    func error(_ change: (inout TensorMessage) -> Void) throws -> ONNXError? {
      var file = try Self.small()
      change(&file.model.graph.initializers[0])
      return file.error()
    }
    #expect(
      try error { $0.dimensions = [4] } == .tensor(name: "w", .count(found: 3, shape: [4])))
    #expect(
      try error { $0.dimensions = [-1, 3] } == .tensor(name: "w", .shape([-1, 3])))
    #expect(
      try error { $0.dimensions = [1 << 40, 1 << 40] }
        == .tensor(name: "w", .shape([1 << 40, 1 << 40])))
    #expect(
      try error { $0.dimensions = [1 << 31] }
        == .tensor(name: "w", .tooLarge(bytes: 1 << 33, limit: ONNXFile.defaultLimit)))
    #expect(try error { $0.typeCode = 8 } == .tensor(name: "w", .elementType(8)))
    #expect(try error { $0.typeCode = 99 } == .tensor(name: "w", .elementType(99)))
    #expect(
      try Self.small().error(limit: 8)
        == .tensor(name: "w", .tooLarge(bytes: 12, limit: 8)))
  }

  @Test("every prefix of a file is read or refused")
  func prefixes() throws {
    let bytes = try Self.small().bytes
    for count in bytes.indices {
      let prefix = FileBytes(Array(bytes[..<count]))
      _ = try? ONNXFile(prefix).graph()
    }
    #expect(throws: ONNXError.self) { try ONNXFile(FileBytes([])) }
  }

  @Test("branches within branches end at a limit")
  func depth() throws {
    var graph = GraphMessage()
    graph.nodes = [ToyFile.node("Identity", "x", "y")]
    for _ in 0..<30 {
      var outer = GraphMessage()
      outer.nodes = [
        ToyFile.node("If", "c", "y", [AttributeMessage(name: "then_branch", .graph(graph))])
      ]
      graph = outer
    }
    var file = ToyFile()
    file.model.graph = graph
    let error = file.error()
    guard case .encoding(let encoding)? = error else {
      Issue.record("expected an error of the encoding, got \(String(describing: error))")
      return
    }
    #expect(encoding.problem == .tooDeep(limit: WireBudget.depthLimit))
  }

  @Test("a node whose operands or attributes do not fit is named")
  func nodes() throws {
    func problem(_ change: (inout ToyFile) -> Void) throws -> ONNXError.NodeProblem? {
      var file = try Self.small()
      change(&file)
      guard case .node(let place, let problem)? = file.error() else { return nil }
      #expect(place.node == "n")
      return problem
    }
    #expect(try problem { $0.node("Relu", "", "z", name: "n") } == .missingInput(0))
    #expect(
      try problem { $0.node("Concat", "x x", "z", name: "n") } == .missingAttribute("axis"))
    #expect(
      try problem { $0.node("Concat", "x x", "z", name: "n", .text("axis", "one")) }
        == .attributeKind("axis"))
    #expect(
      try problem { $0.node("Unsqueeze", "x x", "z", name: "n") } == .notConstant(input: 1))
    #expect(
      try problem { $0.node("Relu", "x", "z u", name: "n") } == .outputs(2))
    #expect(
      try problem {
        $0.node("MaxPool", "x", "z", name: "n", .integers("kernel_shape", [0, 2]))
      } == .attributeValue("kernel_shape", found: "0"))
    #expect(
      try problem {
        let branch = AttributeMessage(name: "then_branch", .graph(GraphMessage()))
        $0.node("If", "x", "z", name: "n", branch)
      } == .openCondition)
  }

  @Test("numbers beside the file are read within its folder and their own file")
  func external() throws {
    try withTemporaryFolder { folder in
      let numbers: [Float] = [9, 1, 2, 3]
      try Files.write(numbers.withUnsafeBytes(Array.init), to: folder + "/weights.bin")
      func file(_ location: String, offset: Int = 4) throws -> ToyFile {
        var file = try Self.small()
        file.model.graph.initializers[0].raw = nil
        file.model.graph.initializers[0].external = .init(
          location: location, offset: offset, length: 12)
        return file
      }
      let graph = try file("weights.bin").graph(folder: folder)
      guard case .floats(let read)? = graph.constants.values.first(where: { $0.name == "w" })?.array
      else {
        Issue.record("the weight is missing")
        return
      }
      #expect(read.elements == [1, 2, 3])
      for outside in ["../weights.bin", "/etc/passwd", "", "a/../../b"] {
        #expect(
          try file(outside).error(folder: folder) == .tensor(name: "w", .outsideFolder(outside)))
      }
      #expect(
        try file("weights.bin", offset: 8).error(folder: folder)
          == .tensor(name: "w", .outsideFile("weights.bin")))
      #expect(
        try file("nothing.bin").error(folder: folder)
          == .tensor(name: "w", .unreadable("nothing.bin")))
      #expect(
        try file("weights.bin").error() == .tensor(name: "w", .outsideFolder("weights.bin")))
    }
  }
}
