import CKernels

/// A transposed convolution: output pixels of one phase (y mod stride, x mod stride) all see the same
/// positions of the kernel, so that each phase is a plain sum over taps with stride 1.
struct TransposedConvolution: ConvolutionKernel {
  private let phases: [Phase]
  private let stride: Spatial
  let workspaceCount: Int

  private struct Phase: Sendable {
    let first: Spatial
    let shape: MapShape
    let sum: TapSum
  }

  init(
    _ convolution: Convolution, output: MapShape, _ kernels: FastKernels, _ store: PackedWeights
  ) throws {
    let stride = convolution.stride
    self.stride = stride
    phases = try stride.positions.compactMap { first in
      guard first.y < output.height, first.x < output.width else { return nil }
      let positions = convolution.kernel.positions.filter { at in
        Self.numerator(convolution, first, at) % stride == 0
      }
      let taps = positions.map { Self.numerator(convolution, first, $0) / stride }
      let shape = MapShape(
        height: (output.height - first.y + stride.y - 1) / stride.y,
        width: (output.width - first.x + stride.x - 1) / stride.x, channels: output.channels)
      let sum = try TapSum(convolution, taps: taps, positions: positions, stride: 1, kernels, store)
      return Phase(first: first, shape: shape, sum: sum)
    }
    workspaceCount = (phases.map(\.sum.scratchPerThread).max() ?? 0) * kernels.threads
  }

  var weightBytes: Int { phases.reduce(0) { $0 + $1.sum.weightBytes } }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    for phase in phases {
      let target = view(of: output, phase)
      try ImplicitGEMM(phase.sum, kernels).run(
        input, into: target, adding: residual.map { view(of: $0, phase) }, scratch: scratch,
        kernels)
    }
  }

  /// Output o and kernel position k meet input (o + padding − k · dilation) / stride, where that is whole.
  private static func numerator(
    _ convolution: Convolution, _ output: Spatial, _ position: Spatial
  ) -> Spatial {
    Spatial(
      y: output.y + convolution.padding.top - position.y * convolution.dilation.y,
      x: output.x + convolution.padding.left - position.x * convolution.dilation.x)
  }

  /// The pixels of one phase.
  private func view(of map: FeatureMap, _ phase: Phase) -> FeatureMap {
    var view = map
    view.base = map.pixel(0, phase.first.y, phase.first.x)
    view.shape = phase.shape.with(batch: map.shape.batch)
    view.rowStride *= stride.y
    view.pixelStride *= stride.x
    return view
  }
}

extension Spatial {
  fileprivate static func % (left: Spatial, right: Spatial) -> Spatial {
    Spatial(y: left.y % right.y, x: left.x % right.x)
  }

  fileprivate static func / (left: Spatial, right: Spatial) -> Spatial {
    Spatial(y: left.y / right.y, x: left.x / right.x)
  }
}
