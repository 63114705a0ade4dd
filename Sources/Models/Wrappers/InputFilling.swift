import Clicking
import Imaging
import Tensors

/// One input of a network, filled as far as the picture alone decides.
struct InputFilling: Sendable {
  private let input: NetworkInput
  private let network: Size
  /// (1, channels, height, width); the planes of clicks are 0 still.
  let base: Tensor

  /// The input's name.
  var name: String { input.name }
  /// Whether the picture alone decides it.
  var isImage: Bool { input.isImage }

  init(_ input: NetworkInput, image: Image, network: Size) throws {
    (self.input, self.network) = (input, network)
    let shape = [1, input.channels, network.height, network.width]
    base = try Tensor(shape: shape) { elements in
      elements.initialize(repeating: 0)
      var first = 0
      for part in input.parts {
        let count = part.channels * network.count
        if case .image(let values) = part {
          values.fill(
            UnsafeMutableBufferPointer(rebasing: elements[first..<first + count]), with: image,
            network: network)
        }
        first += count
      }
    }
  }

  /// The input with the planes of the clicks.
  func filled(_ clicks: EncodingInput) throws -> Tensor {
    var tensor = base
    var channel = 0
    for part in input.parts {
      if case .clicks(let encoding, let chosen) = part {
        let planes = try encoding.planes(of: clicks)
        for (offset, index) in (chosen ?? Array(planes.indices)).enumerated() {
          write(planes[index], to: channel + offset, of: &tensor)
        }
      }
      channel += part.channels
    }
    return tensor
  }

  private func write(_ plane: Plane, to channel: Int, of tensor: inout Tensor) {
    tensor.withUnsafeMutableElements { elements in
      let start = channel * network.count
      _ = UnsafeMutableBufferPointer(rebasing: elements[start..<start + network.count])
        .update(fromContentsOf: plane.values)
    }
  }
}
