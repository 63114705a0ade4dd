import Basics
import Clicking
import Imaging
import Layers
import Tensors

/// A network that has seen its picture.
struct PreparedNetworkModel: PreparedModel {
  let output: NetworkOutput
  let frame: NetworkFrame
  /// The inputs that depend on clicks.
  let fillings: [InputFilling]
  let form: NetworkForm
  /// Where the output's range is kept.
  let logits: OutputRange
  /// What the picture alone decides.
  let seen: [String: NumericArray]

  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    var inputs: [String: Tensor] = [:]
    if !fillings.isEmpty {
      let previous = state.previous.flatMap { $0.size == frame.image ? $0 : nil }
      let encoded = EncodingInput(
        clicks: frame.placed(clicks), size: frame.network,
        previous: try previous.map(frame.entering))
      for filling in fillings { inputs[filling.name] = try filling.filled(encoded) }
    }
    let results = try form.run(seen, inputs)
    let y = try frame.leaving(try probability(results[output.name ?? ""]), output)
    return (y, ModelState(previous: y))
  }

  /// The output as a plane of its own size.
  private func probability(_ found: NumericArray?) throws -> Plane {
    let name = output.name ?? ""
    guard case .floats(let tensor)? = found, let map = Map(tensor.shape) else {
      throw NetworkError.outputShape(output: name, shape: found?.shape ?? [])
    }
    let channel = output.channel.map { $0 < 0 ? $0 + map.channels : $0 }
    guard channel != nil || map.channels == 1 else {
      throw NetworkError.channel(output: name, count: map.channels, found: nil)
    }
    guard (0..<map.channels).contains(channel ?? 0) else {
      throw NetworkError.channel(output: name, count: map.channels, found: output.channel)
    }
    let index = channel ?? 0
    return try tensor.withUnsafeElements {
      logits.note($0, count: map.size.count, channel: index)
      return try output.probability($0, size: map.size, channels: map.channels, channel: index)
    }
  }

  /// The extents of (1, channels, height, width), (1, height, width) or (height, width).
  private struct Map {
    let channels: Int
    let size: Size

    init?(_ shape: [Int]) {
      guard (2...4).contains(shape.count), shape.count < 3 || shape[0] == 1 else { return nil }
      channels = shape.count == 4 ? shape[1] : 1
      size = Size(height: shape[shape.count - 2], width: shape[shape.count - 1])
      guard channels > 0, size.count > 0 else { return nil }
    }
  }
}
