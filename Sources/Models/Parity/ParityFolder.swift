import Basics
public import Layers
public import Tensors

/// A folder with what a reference implementation computed: inputs, outputs, and a manifest with the
/// network's name, its state and statistics of its inner activations.
public struct ParityFolder: Sendable {
  /// Statistics of one activation, over all of its elements.
  public struct Activation: Sendable {
    /// The path of the module that returned it.
    public var path: String
    /// Its extents.
    public var shape: [Int]
    /// Mean, standard deviation, minimum, maximum, and the first eight elements.
    public var numbers: [Double]
  }

  /// The state of a parameter: its name and shape.
  public struct StateEntry: Hashable, Sendable {
    /// The key in the state.
    public var name: String
    /// The extents.
    public var shape: [Int]
  }

  /// The network's name, `unet_resnet18_5ch`.
  public let network: String
  /// The names and shapes of the network's state, in order.
  public let state: [StateEntry]
  /// The inputs by name.
  public let inputs: [String: NumericArray]
  /// The outputs in order, computed in double precision where that was recorded.
  public let outputs: [Tensor]
  /// Every how many pixels of each axis an output was recorded.
  public let subsampling: Int
  /// The reference's own error in single precision for each output, of its largest magnitude.
  public let noise: [Double]
  /// The inner activations.
  public let activations: [Activation]

  /// Reads a folder.
  ///
  /// - Throws: `SystemError`, `JSONError`, or ``CheckpointError`` for what is missing or damaged.
  public init(_ folder: String) throws {
    let manifest = try JSONValue(contentsOf: folder + "/manifest.json")
    let golden = try Checkpoint(contentsOf: folder + "/golden.safetensors")
    guard let network = manifest["net"]?.string, let state = manifest["state_dict"]?.array else {
      throw CheckpointError.corrupt(detail: "'\(folder)/manifest.json' names no network")
    }
    self.network = network
    self.state = state.compactMap { entry in
      entry[0]?.string.map { StateEntry(name: $0, shape: Self.integers(entry[1])) }
    }
    subsampling = manifest["output_subsampled_by"]?.integer ?? 1
    noise = manifest["fp32_vs_fp64_max_rel_err"]?.array?.compactMap(\.number) ?? []
    activations = manifest["activations"]?.object?.members.map(Self.activation) ?? []
    var inputs: [String: NumericArray] = [:]
    var outputs: [Tensor] = []
    for entry in golden.entries where entry.name.hasPrefix("in_") {
      inputs[String(entry.name.dropFirst(3))] = try entry.array.array()
    }
    while let output = golden["out\(outputs.count)_f64"] ?? golden["out\(outputs.count)"] {
      outputs.append(try output.floats())
    }
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  private static func integers(_ value: JSONValue?) -> [Int] {
    value?.array?.compactMap(\.integer) ?? []
  }

  private static func activation(_ path: String, _ value: JSONValue) -> Activation {
    let statistics = ["mean", "std", "min", "max"].compactMap { value[$0]?.number }
    let first = value["first8"]?.array?.compactMap(\.number) ?? []
    return Activation(path: path, shape: integers(value["shape"]), numbers: statistics + first)
  }
}
