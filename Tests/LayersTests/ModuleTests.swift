import Basics
import Tensors
import Testing

@testable import Layers

@Suite("Modules")
struct ModuleTests {
  private final class Block: Module {
    let conv = Conv2d(2, 3, kernel: 3, padding: .explicit(1))
    let norm = BatchNorm2d(3)
    let last = Sequential([Function(relu), nil, Conv2d(3, 1, kernel: 1, bias: false)])
    override var children: [Child] { [("conv", conv), ("norm", norm), ("last", last)] }
    override func forward(_ x: Symbol) -> Symbol { last(norm(conv(x))) }
  }

  private final class Outer: Module {
    let blocks = ModuleList([Block()])
    override var children: [Child] { [("blocks", blocks)] }
    override func forward(_ x: Symbol) -> Symbol { blocks.items.reduce(x) { $1($0) } }
  }

  @Test("parameters are named by the path of their module, in PyTorch's order")
  func names() {
    let names = Network(Outer()).root.namedParameters.map(\.name)
    #expect(
      names == [
        "blocks.0.conv.weight", "blocks.0.conv.bias", "blocks.0.norm.weight", "blocks.0.norm.bias",
        "blocks.0.norm.running_mean", "blocks.0.norm.running_var",
        "blocks.0.norm.num_batches_tracked", "blocks.0.last.2.weight",
      ])
  }

  @Test("a traced network carries the paths and the weights of its modules")
  func tracing() throws {
    let network = Network(Outer())
    let graph = try network.graph(channels: 2)
    #expect(
      graph.nodes.map(\.path) == [
        "blocks.0.conv", "blocks.0.norm", "blocks.0.last.0", "blocks.0.last.2",
      ])
    #expect(graph.output(ofModule: "blocks.0.last") == graph.outputs.first?.value)
    let x = try Tensor(repeating: 1, shape: [1, 2, 4, 5])
    let y = try GraphInterpreter(graph).run(["x": .floats(x)])["y"]
    #expect(y?.shape == [1, 1, 4, 5])
  }

  @Test("a state is read back from a checkpoint as it was")
  func roundTrip() throws {
    let state = try Network(Outer()).root.state(seed: 3)
    let checkpoint = try Checkpoint(FileBytes(CheckpointWriting.safetensors(state)))
    let other = Network(Outer())
    try other.root.load(checkpoint.entries)
    #expect(try other.root.state().map(\.array) == state.map(\.array))
  }

  @Test("what does not fit is reported all at once, and nothing is loaded")
  func report() throws {
    var state = try Network(Outer()).root.state()
    state[0] = NamedArray(name: state[0].name, array: .floats(Tensor([1, 2])))
    state[1].name = "blocks.0.conv.offset"
    state.remove(at: 6)  // a batch count may be missing
    let checkpoint = try Checkpoint(FileBytes(CheckpointWriting.safetensors(state)))
    let network = Network(Outer())
    let error = #expect(throws: LoadingError.self) { try network.root.load(checkpoint.entries) }
    #expect(error?.missing == ["blocks.0.conv.bias"])
    #expect(error?.unexpected == ["blocks.0.conv.offset"])
    #expect(
      error?.misshapen == [
        LoadingError.Misshapen(name: "blocks.0.conv.weight", found: [2], expected: [3, 2, 3, 3])
      ])
    #expect(network.root.namedParameters.allSatisfy { $0.parameter.array == nil })
    // Shapes must agree even where names need not.
    #expect(throws: LoadingError.self) {
      try network.root.load(checkpoint.entries, strict: false)
    }
    let fitting = checkpoint.entries.filter { $0.name != "blocks.0.conv.weight" }
    let rest = try network.root.load(fitting, strict: false)
    #expect(rest.missing == ["blocks.0.conv.weight", "blocks.0.conv.bias"])
    #expect(rest.unexpected == ["blocks.0.conv.offset"])
  }

  @Test("draws depend on the seed and the name alone, and have PyTorch's spread")
  func draws() throws {
    let key = RandomKey(root: 1, purpose: "weights", sample: "a")
    let shape = [64, 32, 3, 3]
    let first = try Initialiser.layerDefault.tensor(shape: shape, key)
    #expect(try Initialiser.layerDefault.tensor(shape: shape, key) == first)
    let bound = Float((1.0 / (32 * 9)).squareRoot())
    #expect((first.max() ?? 1) <= bound && (first.min() ?? -1) >= -bound)
    #expect((first.max() ?? 0) > 0.99 * bound)
    let (inputs, outputs) = (32.0 * 9, 64.0 * 9)
    let spreads: [(Initialiser, Double)] = [
      (.kaimingNormalByOutputs, (2 / outputs).squareRoot()),
      (.xavierUniform, (2 / (inputs + outputs)).squareRoot()),
      (.normal(deviation: 0.5), 0.5),
      (.kaimingUniform(gain: 2.0.squareRoot()), (2 / inputs).squareRoot()),
    ]
    for (initialiser, deviation) in spreads {
      let tensor = try initialiser.tensor(shape: shape, key)
      let found = Double(tensor.norm()) / Double(tensor.count).squareRoot()
      #expect(abs(found / deviation - 1) < 0.02, "\(initialiser)")
    }
  }
}
