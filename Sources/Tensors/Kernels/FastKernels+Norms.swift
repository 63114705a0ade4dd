import CKernels

extension FastKernels {
  /// See ``Kernels``.
  public func groupNorm(
    _ input: FeatureMap, groups: Int, scale: [Float], shift: [Float], epsilon: Float,
    into output: FeatureMap, _ activation: Activation
  ) throws {
    try output.expect(input.shape)
    let channels = input.shape.channels
    try NormParameters.check(scale, shift, channels: channels, groups: groups)
    for picture in 0..<input.shape.batch {
      let source = input.picture(picture)
      let moments = try moments(source, groups: groups)
      var (factor, offset) = ([Float](), [Float]())
      for channel in 0..<channels {
        let deviation = (moments.variance[channel] + epsilon).squareRoot()
        factor.append((scale.isEmpty ? 1 : scale[channel]) / deviation)
        offset.append(
          (shift.isEmpty ? 0 : shift[channel]) - moments.mean[channel] * factor[channel])
      }
      try self.scale(source, by: factor, shift: offset, into: output.picture(picture), activation)
    }
  }

  /// See ``Kernels``.
  public func layerNorm(
    _ input: FeatureMap, scale: [Float], shift: [Float], epsilon: Float, into output: FeatureMap
  ) throws {
    try output.expect(input.shape)
    try NormParameters.check(scale, shift, channels: input.shape.channels, groups: 1)
    try scale.withAddress { scale in
      try shift.withAddress { shift in
        try forEachRun(of: [input, output]) { run in
          loops.pointee.layer_norm(
            run[0], run.pixelStrides[0], scale, shift, epsilon, run.pixels, run.channels, run[1],
            run.pixelStrides[1])
        }
      }
    }
  }

  /// See ``Kernels``.
  public func channelMoments(_ input: FeatureMap) throws -> (mean: [Float], variance: [Float]) {
    try moments(input, groups: input.shape.channels)
  }

  /// The mean and the variance that each channel's group has over all pictures.
  private func moments(
    _ input: FeatureMap, groups: Int
  ) throws -> (mean: [Float], variance: [Float]) {
    let channels = input.shape.channels
    let count = Double(input.shape.batch * input.shape.height * input.shape.width)
    let perGroup = channels / max(groups, 1)
    func groupMeans(_ sums: [Double]) -> [Float] {
      (0..<channels).map { channel in
        let first = channel / perGroup * perGroup
        return Float(sums[first..<first + perGroup].reduce(0, +) / (count * Double(perGroup)))
      }
    }
    let mean = groupMeans(try channelSums(input, center: nil, power: 1))
    return (mean, groupMeans(try channelSums(input, center: mean, power: 2)))
  }

  /// Σ (x − center)^power of each channel. Rows are summed one by one, and then in order, so that
  /// the result does not depend on who sums them.
  private func channelSums(_ input: FeatureMap, center: [Float]?, power: Int32) throws -> [Double] {
    let shape = input.shape
    let rows = shape.batch * shape.height
    var partial = [Double](repeating: 0, count: rows * shape.channels)
    try partial.withUnsafeMutableBufferPointer { partial in
      let target = partial.baseAddress
      try center.withUnsafeElements { center in
        try forEach(rows) { row in
          loops.pointee.channel_sums(
            input.pixel(row / shape.height, row % shape.height, 0), input.pixelStride, center,
            power, Int32(shape.width), Int32(shape.channels),
            target.map { $0 + row * shape.channels })
        }
      }
    }
    return (0..<shape.channels).map { channel in
      var sum = 0.0
      for row in 0..<rows { sum += partial[row * shape.channels + channel] }
      return sum
    }
  }

  /// See ``Kernels``.
  public func softmax(_ input: FeatureMap, into output: FeatureMap) throws {
    if input.base != output.base { try copy(input, into: output) }
    try output.expect(input.shape)
    try forEachRun(of: [output]) { run in
      loops.pointee.softmax(run[0], run.pixelStrides[0], 1, run.pixels, run.channels)
    }
  }
}

/// What the norms demand of their parameters.
enum NormParameters {
  static func check(
    _ scale: [Float], _ shift: [Float], channels: Int, groups: Int
  ) throws(TensorError) {
    for values in [scale, shift] where !values.isEmpty && values.count != channels {
      throw .countMismatch(shape: [channels], found: values.count)
    }
    guard groups > 0, channels % groups == 0 else {
      throw .invalidParameter(name: "groups", value: groups, allowed: "divisors of \(channels)")
    }
  }
}

extension [Float] {
  /// Calls `body` with the elements' address, nil where there are none.
  fileprivate func withAddress<Result>(
    _ body: (UnsafePointer<Float>?) throws -> Result
  ) rethrows -> Result {
    try withUnsafeBufferPointer { try body($0.isEmpty ? nil : $0.baseAddress) }
  }
}
