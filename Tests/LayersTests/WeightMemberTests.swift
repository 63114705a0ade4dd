import Basics
import Tensors
import Testing

@testable import Layers

@Suite("Members of checkpoints")
struct WeightMemberTests {
  private static let network = [(name: "a.weight", shape: [2]), (name: "b.weight", shape: [3])]

  /// A checkpoint with arrays of these names, of the shapes of the network's names that they end with.
  private func checkpoint(_ names: [String], values: Float = 1) throws -> Checkpoint {
    let arrays = try names.map { name in
      let extent = Self.network.first { name.hasSuffix($0.name) }?.shape[0] ?? 1
      return NamedArray(
        name: name, array: .floats(try Tensor(repeating: values, shape: [extent])))
    }
    return try Checkpoint(FileBytes(CheckpointWriting.safetensors(arrays)))
  }

  private static func both(_ path: String) -> [String] { ["\(path)a.weight", "\(path)b.weight"] }

  @Test(
    "weights are found behind whatever wraps them, and whatever lies beside them",
    arguments: [
      "", "module.", "state_dict.", "model.", "state_dict.model.", "_orig_mod.module.",
      "checkpoint.state_dict.model._orig_mod.module.", "net.0.",
    ])
  func wrappers(prefix: String) throws {
    let beside = ["loss.weight", "optimizer.state.0.exp_avg", "epoch", "model_2.c.weight"]
    let found = try checkpoint(Self.both(prefix) + beside).weights(of: Self.network)
    #expect(found.path == String(prefix.dropLast()))
    #expect(found.others.isEmpty)
    let names = Set(found.entries.map(\.name))
    #expect(names.isSuperset(of: ["a.weight", "b.weight"]))
    #expect(prefix.isEmpty || !names.contains("optimizer.state.0.exp_avg"))
  }

  @Test(
    "of members that hold as many averaged weights are taken, else the first, and all are named")
  func choice() throws {
    func path(_ members: String...) throws -> (String, [String]) {
      let found = try checkpoint(members.flatMap { Self.both($0 + ".") }).weights(of: Self.network)
      return (found.path, found.others)
    }
    #expect(try path("model", "ema") == ("ema", ["model"]))
    #expect(try path("state_dict", "state_dict_ema") == ("state_dict_ema", ["state_dict"]))
    #expect(try path("student", "teacher") == ("student", ["teacher"]))
    #expect(try path("schema", "model") == ("schema", ["model"]))
    let partial = try checkpoint(Self.both("model.") + ["ema.a.weight"])
    #expect(try partial.weights(of: Self.network).path == "model")
  }

  @Test(
    "a member that is asked for is taken, with what wraps it; one that is not there is an error")
  func asked() throws {
    let file = try checkpoint(Self.both("ema.module.") + Self.both("model.") + ["epoch"])
    #expect(try file.weights(of: Self.network, member: "model").path == "model")
    #expect(try file.weights(of: Self.network, member: "ema").path == "ema.module")
    #expect(file.members == ["ema", "model"])
    #expect(throws: CheckpointError.noMember(name: "net", members: ["ema", "model"])) {
      try file.weights(of: Self.network, member: "net")
    }
  }
}

@Suite("Loading of weights")
struct WeightLoadingTests {
  private final class Two: Module {
    let a = Parameter([2], .constant(0))
    let b = Parameter([3], .constant(0))

    override var parameters: [NamedParameter] { [("a", a), ("b", b)] }
    override func forward(_ x: Symbol) -> Symbol { x }
  }

  private func load(_ arrays: [(String, [Float])], strict: Bool = true) throws -> LoadingError {
    let named = arrays.map { NamedArray(name: $0.0, array: .floats(Tensor($0.1))) }
    let checkpoint = try Checkpoint(FileBytes(CheckpointWriting.safetensors(named)))
    return try Network(Two()).root.load(checkpoint.entries, strict: strict)
  }

  @Test("how many of how many were loaded is told, and none is an error in any case")
  func counts() throws {
    let whole = try load([("a", [1, 2]), ("b", [1, 2, 3])])
    #expect(whole.loaded == 2 && whole.wanted == 2 && whole.missing.isEmpty)
    let part = try load([("a", [1, 2]), ("c", [1])], strict: false)
    #expect(part.loaded == 1 && part.missing == ["b"] && part.unexpected == ["c"])
    for strict in [true, false] {
      let error = #expect(throws: LoadingError.self) { try load([("c", [1])], strict: strict) }
      #expect(error?.loadsNothing == true)
    }
  }

  @Test("numbers that are NaN or infinite are an error with the array's name")
  func broken() throws {
    for strict in [true, false] {
      let error = #expect(throws: LoadingError.self) {
        try load([("a", [1, .nan]), ("b", [.infinity, 2, -.infinity])], strict: strict)
      }
      #expect(
        error?.broken == [
          LoadingError.Broken(name: "a", count: 1, of: 2),
          LoadingError.Broken(name: "b", count: 2, of: 3),
        ])
    }
  }
}
