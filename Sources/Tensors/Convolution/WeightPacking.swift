import CKernels

/// Puts a convolution's weights into panels of 16 output channels: [panel][tap][depth][16].
///
/// With groups, a panel reads the channels of all groups that its outputs belong to, and the
/// weights between different groups are zeros: small groups share a panel at its full speed.
struct WeightPacking {
  let depth: Int
  /// The first input channel of each panel; empty where all read from 0.
  let panelChannels: [Int32]
  private let convolution: Convolution
  private let positions: [Spatial]

  /// For the weights at these positions of the kernel.
  init(_ convolution: Convolution, positions: [Spatial]) {
    self.convolution = convolution
    self.positions = positions
    guard convolution.groups > 1 else {
      (depth, panelChannels) = (convolution.inputChannels, [])
      return
    }
    let inputs = convolution.inputChannels / convolution.groups
    let outputs = convolution.outputChannels / convolution.groups
    let panels = stride(from: 0, to: convolution.outputChannels, by: Int(CK_PANEL)).map { first in
      let last = min(first + Int(CK_PANEL), convolution.outputChannels) - 1
      return (first: first / outputs * inputs, end: (last / outputs + 1) * inputs)
    }
    let depth = panels.map { $0.end - $0.first }.max() ?? 0
    self.depth = depth
    panelChannels = panels.map { Int32(min($0.first, convolution.inputChannels - depth)) }
  }

  /// The packed weights, each output's scaled; threads share the panels.
  func packed(_ kernels: FastKernels) throws -> AlignedStorage {
    let outputs = convolution.outputChannels
    let last = outputs / Int(CK_PANEL) * Int(CK_PANEL)
    let columns = last + (last < outputs ? Int(ck_panel_width(Int32(outputs), Int32(last))) : 0)
    let storage = AlignedStorage(count: columns * positions.count * depth)
    guard let target = storage.elements.baseAddress else { return storage }
    try convolution.weight.withUnsafeElements { weights in
      try convolution.scale.withUnsafeElements { scale in
        if convolution.groups == 1 {
          try packDense(weights.baseAddress, scale, target, kernels)
        } else {
          packGroups(weights, scale, target)
        }
      }
    }
    return storage
  }

  private var kernelArea: Int { convolution.kernel.y * convolution.kernel.x }

  private func packDense(
    _ weights: UnsafePointer<Float>?, _ scale: UnsafePointer<Float>?,
    _ target: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let offsets = positions.map { $0.y * convolution.kernel.x + $0.x }
    let (inputs, outputs) = (convolution.inputChannels, convolution.outputChannels)
    let isTransposed = convolution.isTransposed
    let (inputStep, outputStep) =
      isTransposed ? (outputs * kernelArea, kernelArea) : (kernelArea, inputs * kernelArea)
    let panels = (outputs + Int(CK_PANEL) - 1) / Int(CK_PANEL)
    try kernels.forEach(panels) { panel in
      let first = panel * Int(CK_PANEL)
      ck_pack_taps(
        weights.map { $0 + first * outputStep }, scale.map { $0 + first }, offsets,
        Int32(offsets.count), Int32(inputs), inputStep,
        Int32(min(outputs - first, Int(CK_PANEL))), outputStep,
        target + first * offsets.count * inputs)
    }
  }

  private func packGroups(
    _ weights: UnsafeBufferPointer<Float>, _ scale: UnsafePointer<Float>?,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var target = target
    for (panel, firstChannel) in panelChannels.enumerated() {
      let first = panel * Int(CK_PANEL)
      let width = Int(ck_panel_width(Int32(convolution.outputChannels), Int32(first)))
      for position in positions {
        for channel in Int(firstChannel)..<Int(firstChannel) + depth {
          for output in first..<first + width {
            let weight = groupWeight(weights, output, channel, position)
            target.pointee = weight * (weight == 0 ? 1 : scale?[output] ?? 1)
            target += 1
          }
        }
      }
    }
  }

  private func groupWeight(
    _ weights: UnsafeBufferPointer<Float>, _ output: Int, _ channel: Int, _ position: Spatial
  ) -> Float {
    let inputs = convolution.inputChannels / convolution.groups
    let outputs = convolution.outputChannels / convolution.groups
    guard output < convolution.outputChannels, output / outputs == channel / inputs else {
      return 0
    }
    let filter =
      convolution.isTransposed
      ? channel * outputs + output % outputs : output * inputs + channel % inputs
    return weights[filter * kernelArea + position.y * convolution.kernel.x + position.x]
  }
}

extension [Float]? {
  /// Calls `body` with the elements' address, nil where there are none.
  func withUnsafeElements<Result>(
    _ body: (UnsafePointer<Float>?) throws -> Result
  ) rethrows -> Result {
    guard let self else { return try body(nil) }
    return try self.withUnsafeBufferPointer { try body($0.baseAddress) }
  }
}
