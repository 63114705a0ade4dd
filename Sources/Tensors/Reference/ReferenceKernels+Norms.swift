import Glibc

extension ReferenceKernels {
  /// See ``Kernels``.
  public func groupNorm(
    _ input: FeatureMap, groups: Int, scale: [Float], shift: [Float], epsilon: Float,
    into output: FeatureMap, _ activation: Activation
  ) throws {
    try output.expect(input.shape)
    let channels = input.shape.channels
    try NormParameters.check(scale, shift, channels: channels, groups: groups)
    let perGroup = channels / groups
    for picture in 0..<input.shape.batch {
      let source = input.picture(picture)
      let moments = (0..<groups).map { group in
        Moments(source.elements(channels: group * perGroup..<(group + 1) * perGroup))
      }
      output.picture(picture).forEachElement { _, y, x, c in
        let normal = moments[c / perGroup].normalized(source.pixel(0, y, x)[c], epsilon)
        let scaled = normal * Double(scale.isEmpty ? 1 : scale[c])
        return activation.value(Float(scaled + Double(shift.isEmpty ? 0 : shift[c])), channel: c)
      }
    }
  }

  /// See ``Kernels``.
  public func layerNorm(
    _ input: FeatureMap, scale: [Float], shift: [Float], epsilon: Float, into output: FeatureMap
  ) throws {
    try output.expect(input.shape)
    let channels = input.shape.channels
    try NormParameters.check(scale, shift, channels: channels, groups: 1)
    for b in 0..<input.shape.batch {
      for y in 0..<input.shape.height {
        for x in 0..<input.shape.width {
          let pixel = input.pixel(b, y, x)
          let moments = Moments((0..<channels).map { pixel[$0] })
          for c in 0..<channels {
            let scaled =
              moments.normalized(pixel[c], epsilon) * Double(scale.isEmpty ? 1 : scale[c])
            output.pixel(b, y, x)[c] = Float(scaled + Double(shift.isEmpty ? 0 : shift[c]))
          }
        }
      }
    }
  }

  /// See ``Kernels``.
  public func channelMoments(_ input: FeatureMap) throws -> (mean: [Float], variance: [Float]) {
    let moments = (0..<input.shape.channels).map { Moments(input.elements(channels: $0..<$0 + 1)) }
    return (moments.map { Float($0.mean) }, moments.map { Float($0.variance) })
  }

  /// See ``Kernels``.
  public func softmax(_ input: FeatureMap, into output: FeatureMap) throws {
    try output.expect(input.shape)
    for b in 0..<input.shape.batch {
      for y in 0..<input.shape.height {
        for x in 0..<input.shape.width {
          let pixel = input.pixel(b, y, x)
          let row = Self.softmax((0..<input.shape.channels).map { Double(pixel[$0]) })
          for (c, value) in row.enumerated() { output.pixel(b, y, x)[c] = Float(value) }
        }
      }
    }
  }

  /// See ``Kernels``.
  public func attend(
    _ attention: Attention, into output: FeatureMap, workspace: Workspace
  ) throws {
    try attention.check(output)
    for picture in 0..<attention.queries.shape.batch {
      for head in 0..<attention.heads {
        for query in 0..<attention.queryTokens {
          attend(attention, picture, head, query, into: output)
        }
      }
    }
  }

  /// One row of one head.
  private func attend(
    _ attention: Attention, _ picture: Int, _ head: Int, _ query: Int, into output: FeatureMap
  ) {
    let q = attention.queries.pixel(picture, 0, query) + head * attention.keyChannels
    let scores = (0..<attention.keyTokens).map { key in
      let k = attention.keys.pixel(picture, 0, key) + head * attention.keyChannels
      let product = (0..<attention.keyChannels).reduce(0.0) { $0 + Double(q[$1]) * Double(k[$1]) }
      let bias = attention.bias.map { bias in
        Double(bias.pixel(bias.shape.batch == 1 ? 0 : picture, head, query)[key])
      }
      return product * Double(attention.scale) + (bias ?? 0)
    }
    let weights = Self.softmax(scores)
    for c in 0..<attention.valueChannels {
      let channel = head * attention.valueChannels + c
      output.pixel(picture, 0, query)[channel] = Float(
        weights.enumerated().reduce(0.0) { sum, weight in
          sum + weight.element
            * Double(attention.values.pixel(picture, 0, weight.offset)[channel])
        })
    }
  }

  private static func softmax(_ row: [Double]) -> [Double] {
    let largest = row.max() ?? 0
    let powers = row.map { Glibc.exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}

/// The mean and the variance (divided by n) of some numbers.
private struct Moments {
  let mean: Double
  let variance: Double

  init(_ numbers: [Float]) {
    let (count, mean) = (Double(numbers.count), numbers.reduce(0) { $0 + Double($1) })
    self.mean = mean / count
    let middle = self.mean
    variance = numbers.reduce(0) { $0 + (Double($1) - middle) * (Double($1) - middle) } / count
  }

  func normalized(_ number: Float, _ epsilon: Float) -> Double {
    (Double(number) - mean) / (variance + Double(epsilon)).squareRoot()
  }
}

extension FeatureMap {
  /// Some channels' elements of all pixels of all pictures.
  fileprivate func elements(channels: Range<Int>) -> [Float] {
    (0..<shape.batch).flatMap { b in
      (0..<shape.height).flatMap { y in
        (0..<shape.width).flatMap { x in channels.map { pixel(b, y, x)[$0] } }
      }
    }
  }
}
