import Basics
import Glibc
import TestSupport
import Tensors
import Testing

@testable import Layers

/// Files whose few bytes ask for much, or for what they must not have.
@Suite("Hostile ONNX files")
struct HostileFileTests {
  /// x, (1, 3, height, width), through a node with these whole numbers.
  private func file(_ operation: String, _ numbers: [Int], _ attributes: AttributeMessage...)
    -> ToyFile
  {
    var file = ToyFile()
    file.input("x", [.fixed(1), .fixed(3), .named("h"), .named("w")])
    file.output("y")
    file.constant("n", numbers)
    file.model.graph.nodes.append(
      ToyFile.node(operation, "x n", "y", name: "/grow/\(operation)", attributes))
    return file
  }

  private func prepare(_ file: ToyFile, limit: Int) throws -> PreparedNetwork {
    let graph = try ONNXFile(FileBytes(file.bytes)).graph(memoryLimit: limit)
    return try PreparedNetwork(graph, inputShapes: ["x": [1, 3, 8, 8]])
  }

  @Test("a value beyond the limit is an error that names the node and both sizes")
  func value() throws {
    for (file, bytes) in [
      (file("Tile", [1, 1, 1024, 1024]), 3 << 28),
      (file("Pad", [0, 0, 0, 0, 0, 0, 0, 1 << 20]), nil),
      (file("Pad", [0, 0, 1 << 15, 0, 0, 0, 0, 1 << 15]), nil),
      (file("Expand", [1 << 22, 3, 8, 8]), nil),
    ] as [(ToyFile, Int?)] {
      let error = #expect(throws: GraphError.self) { try prepare(file, limit: 1 << 20) }
      #expect(error?.path.hasPrefix("/grow/") == true)
      guard case .memory(let found, let limit)? = error?.problem else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(limit == 1 << 20 && (bytes == nil || found == bytes))
    }
  }

  @Test("so are values that fit alone and not together, in a prepared network and node by node")
  func sum() throws {
    var file = ToyFile()
    file.input("x", [.fixed(1), .fixed(3), .fixed(64), .fixed(64)])
    file.output("y")
    // Each value takes 48 KiB and lives to the end.
    var last = "x"
    for index in 0..<40 {
      file.node("Sin", last, "v\(index)", name: "sin\(index)")
      last = "v\(index)"
    }
    file.node("Sum", (0..<40).map { "v\($0)" }.joined(separator: " "), "y", name: "sum")
    let graph = try ONNXFile(FileBytes(file.bytes)).graph(memoryLimit: 1 << 20)
    let x = NumericArray.floats(try Tensor(repeating: 1, shape: [1, 3, 64, 64]))
    for run in [
      { _ = try PreparedNetwork(graph) }, { _ = try GraphInterpreter(graph).run(["x": x]) },
    ] {
      let error = #expect(throws: GraphError.self) { try run() }
      guard case .memory? = error?.problem else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    let roomy = try ONNXFile(FileBytes(file.bytes)).graph(memoryLimit: 1 << 26)
    _ = try PreparedNetwork(roomy).run(["x": x])
  }

  @Test("amounts and extents at the borders of their numbers are errors")
  func borders() throws {
    for number in [Int.max, .min, 1 << 53 + 1, 1 << 31, -(1 << 31), 1_000_000_000_000_000] {
      for file in [
        file("Tile", [1, 1, number, 1]), file("Pad", [0, 0, number, 0, 0, 0, 0, number]),
        file("Pad", [number, number, number, number, 1, 1, 1, 1]),
        file("Expand", [number, 3, 8, 8]),
        file("Reshape", [number, number, -1]), file("Reshape", [-1, number]),
      ] {
        #expect(throws: (any Error).self) { try prepare(file, limit: 1 << 40) }
      }
    }
  }

  @Test("an error of a run names the node by its name and operator in the file")
  func naming() throws {
    var file = ToyFile()
    file.input("x", [.fixed(1), .fixed(2)])
    file.output("y")
    file.node("Split", "x", "a b c", name: "/part/Split", .integer("axis", 1))
    file.node("Relu", "a", "y")
    let error = #expect(throws: GraphError.self) { try PreparedNetwork(file.graph()) }
    #expect(error?.path == "/part/Split" && error?.operation == "Split")
    #expect(error?.inputs == [[1, 2]])
  }

  @Test("data outside of the folder is not read, by a path or by a link; what lies within it is")
  func externalData() throws {
    try withTemporaryFolder { folder in
      try Files.makeFolder(folder + "/net/parts")
      let numbers: [UInt8] = [0, 0, 128, 63]
      try Files.write(numbers, to: folder + "/secret")
      try Files.write(numbers, to: folder + "/net/parts/weight")
      #expect(symlink("../secret", folder + "/net/link") == 0)
      #expect(symlink("..", folder + "/net/up") == 0)
      #expect(symlink("parts/weight", folder + "/net/inner") == 0)
      func error(_ location: String) -> ONNXError? {
        do {
          _ = try ONNXFile(FileBytes(Self.external(location)), folder: folder + "/net").graph()
          return nil
        } catch { return error }
      }
      for location in ["link", "up/secret", "../secret", "parts/../../secret", folder + "/secret"] {
        #expect(error(location) == .tensor(name: "w", .outsideFolder(location)), "\(location)")
      }
      #expect(error("parts/weight") == nil)
      #expect(error("inner") == nil)
      #expect(error("nowhere") == .tensor(name: "w", .unreadable("nowhere")))
      try Files.write(
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4\n".utf8),
        to: folder + "/net/pointer")
      #expect(error("pointer") == .tensor(name: "w", .gitPointer("pointer")))
    }
  }

  /// y = x + w, where w is one number in another file.
  private static func external(_ location: String) -> [UInt8] {
    var file = ToyFile()
    file.input("x", [.fixed(1)])
    file.output("y")
    var tensor = TensorMessage(.floats(Tensor([1])), name: "w")
    tensor.raw = nil
    tensor.external = TensorMessage.External(location: location, offset: 0, length: 4)
    file.model.graph.initializers.append(tensor)
    file.node("Add", "x w", "y")
    return file.bytes
  }
}
