import Glibc
import Imaging
public import Layers
import Tensors

extension NetworkOutput {
  /// The probability at each pixel of a network's output.
  ///
  /// - Parameters:
  ///   - elements: `channels · size.count` numbers, one channel behind the other.
  ///   - channel: the object's channel, counted from 0.
  /// - Throws: ``NetworkError`` where a probability is no number, or where there is no activation and the
  ///   numbers are no probabilities.
  func probability(
    _ elements: UnsafeBufferPointer<Float>, size: Size, channels: Int, channel: Int
  ) throws(NetworkError) -> Plane {
    let own = UnsafeBufferPointer(
      rebasing: elements[channel * size.count..<(channel + 1) * size.count])
    let values = activated(own, elements, channels)
    let unordered = values.count { $0.isNaN }
    guard unordered == 0 else {
      throw .notNumbers(output: name ?? "", count: unordered, of: values.count)
    }
    guard activation == .none else { return Plane(size: size, values: values) }
    let plane = Plane(size: size, values: values)
    do {
      try plane.checkProbabilities(of: "")
    } catch {
      throw .noProbability(
        output: name ?? "", lowest: values.min() ?? 0, highest: values.max() ?? 0)
    }
    return Plane(size: size, values: values.map { min(max($0, 0), 1) })
  }

  /// What the activation makes of the object's channel `own` among all `elements`.
  private func activated(
    _ own: UnsafeBufferPointer<Float>, _ elements: UnsafeBufferPointer<Float>, _ channels: Int
  ) -> [Float] {
    switch activation {
    case .none: Array(own)
    case .sigmoid: own.map { 1 / (1 + expf(-$0)) }
    case .minmax: Self.spread(own)
    case .softmax:
      own.indices.map { pixel in
        let logit = own[pixel]
        let sum = (0..<channels).reduce(Float(0)) {
          $0 + expf(elements[$1 * own.count + pixel] - logit)
        }
        return 1 / sum
      }
    }
  }

  private static func spread(_ values: UnsafeBufferPointer<Float>) -> [Float] {
    let finite = values.lazy.filter(\.isFinite)
    guard let lowest = finite.min(), let highest = finite.max(), highest > lowest else {
      return values.map { $0.isNaN ? $0 : 0 }
    }
    return values.map { min(max(($0 - lowest) / (highest - lowest), 0), 1) }
  }
}

extension Graph {
  /// Nothing where the output comes from a sigmoid or softmax already, else a sigmoid.
  public func likelyActivation(ofOutput name: String?) -> NetworkOutput.Activation {
    guard var value = (outputs.first { $0.name == name } ?? outputs.first)?.value else {
      return .sigmoid
    }
    // What only moves or resizes probabilities leaves them probabilities.
    while let node = nodes.last(where: { $0.outputs.contains(value) }) {
      switch node.operation {
      case .activation(.sigmoid), .activation(.hardSigmoid), .softmax: return .none
      case .resize, .identity, .squeeze, .unsqueeze, .reshape, .slice:
        guard let source = node.inputs.first else { return .sigmoid }
        value = source
      default: return .sigmoid
      }
    }
    return .sigmoid
  }
}
