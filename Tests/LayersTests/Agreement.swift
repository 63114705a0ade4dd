import Tensors
import Testing

@testable import Layers

/// Builds a graph and expects of the prepared network what the interpreter gives, with every
/// instruction set, on one and three threads, with the same bits on both.
@discardableResult
func expectAgreement(
  within bound: Float = 2e-5, _ inputs: [String: [Int]],
  sourceLocation: SourceLocation = #_sourceLocation,
  _ build: (GraphBuilder, [String: Symbol]) throws -> Symbol
) throws -> PreparedNetwork {
  let builder = GraphBuilder()
  let symbols = inputs.mapValues { _ in 0 }.keys.sorted().map { name in
    (name, builder.input(name, shape: inputs[name] ?? []))
  }
  let y = try build(builder, Dictionary(uniqueKeysWithValues: symbols))
  return try expectAgreement(
    within: bound, builder.finish(["y": y]), sourceLocation: sourceLocation)
}

/// The same for a graph with float outputs whose shapes are fixed.
@discardableResult
func expectAgreement(
  within bound: Float = 2e-5, _ graph: Graph, sourceLocation: SourceLocation = #_sourceLocation
) throws -> PreparedNetwork {
  var given: [String: NumericArray] = [:]
  for input in graph.inputs {
    given[input.name] = .floats(try .named(input.name, input.shape.map { $0 ?? 0 }))
  }
  let expected = try GraphInterpreter(graph).run(given)
  var last: PreparedNetwork?
  let store = PackedWeights()
  for instructions in InstructionSet.supported {
    var first: [String: NumericArray]?
    for threads in [1, 3] {
      let options = PreparationOptions(threads: threads, instructions: instructions)
      let network = try PreparedNetwork(graph, options: options, weights: store)
      for _ in 0..<2 {
        let found = try network.run(given)
        for (name, array) in expected {
          guard case .floats(let tensor) = array else {
            #expect(found[name] == array, sourceLocation: sourceLocation)
            continue
          }
          let distance = try #require(found[name]).tensor.relativeDistance(to: tensor)
          #expect(
            distance <= bound, "\(name), \(instructions), \(threads) threads",
            sourceLocation: sourceLocation)
        }
        #expect(first ?? found == found, "threads or runs differ", sourceLocation: sourceLocation)
        first = found
      }
      last = network
    }
  }
  return try #require(last)
}

extension GraphBuilder {
  /// A convolution with weights that are a function of its name, without a bias.
  func conv(
    _ x: Symbol, _ name: String, _ shape: [Int],
    _ convolution: GraphConvolution = GraphConvolution()
  ) throws -> Symbol {
    try module(name) {
      x.convolved(parameter("\(name).weight", try .named(name, shape)), convolution)
    }
  }

  /// A batch norm with parameters that are a function of its name.
  func norm(_ x: Symbol, _ name: String, _ channels: Int) -> Symbol {
    module(name) {
      let values = (0..<4).map { Tensor(numbers("\(name)\($0)", channels)) }
      return x.batchNormed(
        scale: parameter("\(name).weight", values[0].map { $0 + 1.5 }),
        shift: parameter("\(name).bias", values[1]),
        mean: parameter("\(name).running_mean", values[2]),
        variance: parameter("\(name).running_var", values[3].map { $0 + 1.5 }))
    }
  }
}
