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
  func probability(
    _ elements: UnsafeBufferPointer<Float>, size: Size, channels: Int, channel: Int
  ) -> Plane {
    let own = UnsafeBufferPointer(
      rebasing: elements[channel * size.count..<(channel + 1) * size.count])
    switch activation {
    case .none: return Plane(size: size, values: own.map { $0 > 0 ? min($0, 1) : 0 })
    case .sigmoid: return Plane(size: size, values: own.map { (1 / (1 + expf(-$0))).orZero })
    case .minmax: return Plane(size: size, values: Self.spread(own))
    case .softmax:
      return Plane(
        size: size,
        values: own.indices.map { pixel in
          let logit = own[pixel]
          let sum = (0..<channels).reduce(Float(0)) {
            $0 + expf(elements[$1 * size.count + pixel] - logit)
          }
          return (1 / sum).orZero
        })
    }
  }

  private static func spread(_ values: UnsafeBufferPointer<Float>) -> [Float] {
    let finite = values.lazy.filter(\.isFinite)
    guard let lowest = finite.min(), let highest = finite.max(), highest > lowest else {
      return [Float](repeating: 0, count: values.count)
    }
    return values.map { $0 > lowest ? min(($0 - lowest) / (highest - lowest), 1) : 0 }
  }
}

extension Float {
  /// The number, or 0 where it is none.
  fileprivate var orZero: Float { isNaN ? 0 : self }
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
