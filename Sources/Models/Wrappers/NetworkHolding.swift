import Clicking
public import Imaging
public import Layers
import Tensors

/// A model that runs a network which can be looked into, saved and timed.
public protocol NetworkHolding: IISModel {
  /// The network as it was traced or read.
  var graph: Graph { get }
  /// Its parameters with their names, in the order of a checkpoint.
  var state: [NamedArray] { get }
  /// The shape of each input for pictures of a size.
  func inputShapes(for image: Size) -> [String: [Int]]
  /// The network's inputs for a picture before the first click, by name.
  func firstInputs(for image: Image) throws -> [String: NumericArray]
}

extension NetworkModel: NetworkHolding {
  /// The named constants of the graph, in its order.
  public var state: [NamedArray] {
    graph.constants.sorted { $0.key < $1.key }.compactMap { _, constant in
      constant.name.map { NamedArray(name: $0, array: constant.array) }
    }
  }

  /// The shapes at the size that the network sees of such pictures.
  public func inputShapes(for image: Size) -> [String: [Int]] {
    shapes(ofSize: NetworkFrame(image, size).network)
  }

  /// The picture, and planes without clicks.
  public func firstInputs(for image: Image) throws -> [String: NumericArray] {
    let frame = NetworkFrame(image.size, size)
    let clicks = EncodingInput(clicks: [], size: frame.network, previous: nil)
    var result: [String: NumericArray] = [:]
    for filling in try fillings(image, frame) {
      result[filling.name] = .floats(try filling.filled(clicks))
    }
    return result
  }
}
