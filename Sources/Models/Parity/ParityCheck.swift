import Layers
import Tensors

/// The comparison of one of our networks with what a reference implementation computed.
public struct ParityCheck: Sendable {
  /// One comparison: the largest difference, of the largest magnitude that the reference has.
  public struct Difference: Sendable {
    /// `output 0`, or the path of a module.
    public var name: String
    /// The difference; infinite where the shapes differ, or the value cannot be found.
    public var relative: Double
    /// How large it may be.
    public var allowed: Double

    /// Whether it is small enough; NaN is not.
    public var isAllowed: Bool { relative <= allowed }
  }

  /// Where the state's names, order or shapes differ from the reference's: ours and the reference's.
  public let stateDifferences: [(ours: String, theirs: String)]
  /// The outputs of the prepared network, which is the one that `predict` runs.
  public let outputs: [Difference]
  /// The recorded activations, from the graph as it was traced.
  public let activations: [Difference]

  /// Whether everything agrees.
  public var passes: Bool {
    stateDifferences.isEmpty && (outputs + activations).allSatisfy(\.isAllowed)
  }

  /// Builds the network that a folder names, gives it its weights, runs it, and compares.
  ///
  /// - Parameter tolerance: what differences may reach; an output may also differ by twenty times the
  ///   reference's own error in single precision.
  /// - Throws: ``NetworkOptionError`` for a network that is not known.
  public init(_ folder: ParityFolder, tolerance: Double = 1e-4) throws {
    let network = try NetworkName(folder.network).network()
    try ParityWeights.fill(network)
    stateDifferences = Self.compareState(network, folder.state)
    let channels = folder.inputs["x"]?.shape.dropFirst().first ?? 3
    let graph = try network.graph(channels: channels)
    activations = try Self.compareActivations(graph, folder, tolerance)
    let prepared = try PreparedNetwork(
      graph, inputShapes: folder.inputs.mapValues(\.shape))
    let found = try prepared.run(folder.inputs)
    outputs = folder.outputs.enumerated().map { index, expected in
      let name = graph.outputs.indices.contains(index) ? graph.outputs[index].name : ""
      let noise = folder.noise.indices.contains(index) ? folder.noise[index] : 0
      return Difference(
        name: "output \(index)",
        relative: Self.difference(found[name], expected, every: folder.subsampling),
        allowed: max(tolerance, 20 * noise))
    }
  }

  private static func compareState(
    _ network: Network, _ theirs: [ParityFolder.StateEntry]
  ) -> [(ours: String, theirs: String)] {
    let ours = network.root.namedParameters.map {
      ParityFolder.StateEntry(name: $0.name, shape: $0.parameter.shape)
    }
    return (0..<max(ours.count, theirs.count)).compactMap { index in
      let pair = (
        ours.indices.contains(index) ? ours[index] : nil,
        theirs.indices.contains(index) ? theirs[index] : nil
      )
      guard pair.0 != pair.1 else { return nil }
      let words = [pair.0, pair.1].map { $0.map { "\($0.name) \($0.shape)" } ?? "nothing" }
      return (words[0], words[1])
    }
  }

  /// The largest difference of two tensors, the second of which has every n-th pixel of each axis.
  private static func difference(
    _ found: NumericArray?, _ expected: Tensor, every step: Int
  ) -> Double {
    guard case .floats(var tensor)? = found, tensor.rank == expected.rank else { return .infinity }
    if step > 1, tensor.rank == 4 {
      guard let rows = try? tensor.strided(by: step, axis: 2),
        let both = try? rows.strided(by: step, axis: 3)
      else { return .infinity }
      tensor = both
    }
    guard tensor.shape == expected.shape else { return .infinity }
    return tensor.withUnsafeElements { ours in
      expected.withUnsafeElements { theirs in
        var (largest, scale) = (0.0, 0.0)
        for (a, b) in zip(ours, theirs) {
          let gap = abs(Double(a) - Double(b))
          if gap.isNaN { return .infinity }
          (largest, scale) = (max(largest, gap), max(scale, abs(Double(b))))
        }
        return scale > 0 ? largest / scale : largest
      }
    }
  }

  private static func compareActivations(
    _ graph: Graph, _ folder: ParityFolder, _ tolerance: Double
  ) throws -> [Difference] {
    var found: [String: (shape: [Int], numbers: [Double])] = [:]
    let wanted = Set(folder.activations.map(\.path))
    _ = try GraphInterpreter(graph).run(folder.inputs) { path, array in
      guard wanted.contains(path), case .floats(let tensor) = array else { return }
      found[path] = (tensor.shape, statistics(of: tensor))
    }
    return folder.activations.map { activation in
      var relative = Double.infinity
      if let ours = found[activation.path], ours.shape == activation.shape,
        ours.numbers.count == activation.numbers.count
      {
        // The minimum and the maximum give the activation's magnitude.
        let scale = activation.numbers.dropFirst(2).prefix(2).map { abs($0) }.max() ?? 1
        let gaps = zip(ours.numbers, activation.numbers).map { abs($0 - $1) }
        relative = (gaps.max() ?? .infinity) / (scale > 0 ? scale : 1)
      }
      return Difference(name: activation.path, relative: relative, allowed: tolerance)
    }
  }

  /// Mean, standard deviation (of the whole, not of a sample), minimum, maximum, first eight.
  private static func statistics(of tensor: Tensor) -> [Double] {
    tensor.withUnsafeElements { elements in
      let count = Double(max(elements.count, 1))
      let mean = elements.reduce(0) { $0 + Double($1) } / count
      let squares = elements.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      let (least, largest) = (elements.min() ?? 0, elements.max() ?? 0)
      return [mean, (squares / count).squareRoot(), Double(least), Double(largest)]
        + elements.prefix(8).map(Double.init)
    }
  }
}

extension Tensor {
  /// Every n-th index of an axis, from the first on.
  fileprivate func strided(by step: Int, axis: Int) throws -> Tensor {
    var shape = shape
    let inner = shape[(axis + 1)...].reduce(1, *)
    let extent = shape[axis]
    shape[axis] = (extent + step - 1) / step
    return try Tensor(shape: shape) { out in
      withUnsafeElements { elements in
        for index in out.indices {
          let (o, i) = (index / (shape[axis] * inner), index % inner)
          out[index] = elements[(o * extent + index / inner % shape[axis] * step) * inner + i]
        }
      }
    }
  }
}
