/// A convolution computed from its definition, in double precision: what the fast kernels must equal.
public struct ReferenceConvolution: Sendable {
  private let convolution: Convolution

  /// For any picture size.
  public init(_ convolution: Convolution) { self.convolution = convolution }

  /// Computes the convolution of every picture of `input`; `residual` is added before the activation.
  public func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap? = nil
  ) throws {
    let shape = try convolution.outputShape(input.shape)
    try output.expect(shape)
    try residual?.expect(shape)
    for picture in 0..<shape.batch {
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          for channel in 0..<shape.channels {
            var sum = sum(input, picture, Spatial(y: y, x: x), channel)
            sum = sum * Double(convolution.scale?[channel] ?? 1)
            sum += Double(convolution.bias?[channel] ?? 0)
            sum += residual.map { Double($0.pixel(picture, y, x)[channel]) } ?? 0
            output.pixel(picture, y, x)[channel] = convolution.activation.value(
              Float(sum), channel: channel)
          }
        }
      }
    }
  }

  private func sum(
    _ input: FeatureMap, _ picture: Int, _ output: Spatial, _ channel: Int
  ) -> Double {
    let inputs = convolution.inputChannels / convolution.groups
    let outputs = convolution.outputChannels / convolution.groups
    let group = channel / outputs
    var sum = 0.0
    for at in convolution.kernel.positions {
      guard let source = source(of: output, at),
        (0..<input.shape.height).contains(source.y), (0..<input.shape.width).contains(source.x)
      else { continue }
      let pixel = input.pixel(picture, source.y, source.x)
      for i in 0..<inputs {
        let index =
          convolution.isTransposed
          ? [group * inputs + i, channel % outputs, at.y, at.x] : [channel, i, at.y, at.x]
        sum += Double(pixel[group * inputs + i]) * Double(weight(index))
      }
    }
    return sum
  }

  /// The input pixel that a position of the kernel meets at an output pixel, if there is one.
  private func source(of output: Spatial, _ at: Spatial) -> Spatial? {
    let (stride, dilation, padding) =
      (convolution.stride, convolution.dilation, convolution.padding)
    guard convolution.isTransposed else {
      return Spatial(
        y: output.y * stride.y + at.y * dilation.y - padding.top,
        x: output.x * stride.x + at.x * dilation.x - padding.left)
    }
    let y = output.y + padding.top - at.y * dilation.y
    let x = output.x + padding.left - at.x * dilation.x
    return y % stride.y == 0 && x % stride.x == 0 ? Spatial(y: y / stride.y, x: x / stride.x) : nil
  }

  private func weight(_ index: [Int]) -> Float {
    let shape = convolution.weight.shape
    let offset = zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
    return convolution.weight.withUnsafeElements { $0[offset] }
  }
}
