import Basics

/// A module as the whole of a network: it knows where its parts are, and traces itself into a graph.
public struct Network {
  /// The outermost module.
  public let root: Module

  /// Makes a module a network: from now on its parts know their paths.
  public init(_ root: Module) {
    self.root = root
    root.place(at: "")
  }

  /// The network as a graph with one input `x`, (batch, channels, height, width), and one output `y`.
  ///
  /// - Parameters:
  ///   - channels: of the input.
  ///   - seed: draws the parameters that have no numbers yet.
  ///   - ending: what is computed of the output in the end.
  public func graph(
    channels: Int, seed: UInt64 = 0, ending: (Symbol) -> Symbol = { $0 }
  ) throws -> Graph {
    _ = try root.state(seed: seed)
    let builder = GraphBuilder()
    let x = builder.input("x", shape: [nil, channels, nil, nil])
    return builder.finish(["y": ending(root(x))])
  }
}
