import Tensors

extension Operators {
  static let convolutions: [String: Translation] = [
    "Conv": { node throws(ONNXError) in try node.convolution() },
    "ConvTranspose": { node throws(ONNXError) in try node.transposedConvolution() },
  ]
}

extension ImportedNode {
  fileprivate func convolution() throws(ONNXError) -> [Symbol] {
    let window = try window(kernel: kernel(ofWeight: 1))
    let layer = GraphConvolution(
      stride: window.stride, padding: window.padding, dilation: window.dilation,
      groups: try integer("group", default: 1))
    return [try convolved(layer, window)]
  }

  fileprivate func transposedConvolution() throws(ONNXError) -> [Symbol] {
    let window = try window(kernel: kernel(ofWeight: 1))
    let extra = try spatial("output_padding", default: 0, window)
    var layer = GraphConvolution(
      stride: window.stride, padding: window.padding, dilation: window.dilation,
      groups: try integer("group", default: 1), isTransposed: true, outputPadding: extra)
    if let target = try integers("output_shape") {
      guard target.count >= (window.isAlongOneAxis ? 1 : 2),
        target.allSatisfy({ (1...1 << 24).contains($0) })
      else { throw wrong("output_shape", target) }
      let height = window.isAlongOneAxis ? 1 : target[target.count - 2]
      layer.target = Spatial(y: height, x: target[target.count - 1])
      if case .explicit = layer.padding { layer.padding = .explicit(0) }
      return [try convolved(layer, window)]
    }
    if case .explicit = window.padding { return [try convolved(layer, window)] }
    guard let kernel = window.kernel else { throw problem(.notConstant(input: 1)) }
    layer.padding = .explicit(
      Edges(
        try window.cutting(kernel.y, window.stride.y, window.dilation.y, extra.y, self),
        try window.cutting(kernel.x, window.stride.x, window.dilation.x, extra.x, self),
        largerAtEnd: window.padding == .sameUpper))
    return [try convolved(layer, window)]
  }

  private func convolved(
    _ layer: GraphConvolution, _ window: Window
  ) throws(ONNXError) -> Symbol {
    let (x, weight) = (try operand(0), try operand(1))
    guard window.isAlongOneAxis else {
      return x.convolved(weight, bias: optional(2), layer)
    }
    return x.unsqueezed([2]).convolved(weight.unsqueezed([2]), bias: optional(2), layer).squeezed([
      2
    ])
  }

}

extension Edges {
  /// These amounts of rows and columns in all, halved.
  fileprivate init(_ rows: Int, _ columns: Int, largerAtEnd: Bool) {
    let (y, x) = (rows / 2, columns / 2)
    self =
      largerAtEnd
      ? Edges(top: y, left: x, bottom: rows - y, right: columns - x)
      : Edges(top: rows - y, left: columns - x, bottom: y, right: x)
  }
}

/// How the window of a convolution or a pooling moves; along one axis it is a row of pixels.
struct Window {
  var kernel: Spatial?
  var stride: Spatial
  var dilation: Spatial
  var padding: WindowPadding
  /// Whether the pictures have a single axis, (batch, channels, length).
  var isAlongOneAxis: Bool

  /// What a transposed convolution is cut by so that its output is stride times its input.
  fileprivate func cutting(
    _ kernel: Int, _ stride: Int, _ dilation: Int, _ extra: Int, _ node: ImportedNode
  ) throws(ONNXError) -> Int {
    let amount = (kernel - 1) * dilation + 1 + extra - stride
    guard amount >= 0 else { throw node.unsupported("automatic edges wider than the kernel") }
    return amount
  }
}

extension ImportedNode {
  /// The extents of the kernel: an attribute, or those of the weight.
  func kernel(ofWeight index: Int) throws(ONNXError) -> [Int]? {
    if let extents = try integers("kernel_shape") { return extents }
    guard let weight = constant(index), weight.shape.count > 2 else { return nil }
    return Array(weight.shape[2...])
  }

  /// The attributes that say how a window moves.
  func window(kernel: [Int]?) throws(ONNXError) -> Window {
    let axes =
      [kernel?.count, try integers("strides")?.count, try integers("dilations")?.count]
      .compactMap(\.self).first ?? 2
    guard (1...2).contains(axes) else { throw unsupported("\(axes) axes") }
    for name in ["strides", "dilations", "kernel_shape"] {
      for value in try integers(name) ?? [] where !(1...1 << 15).contains(value) {
        throw wrong(name, value)
      }
    }
    var window = Window(
      kernel: nil, stride: 1, dilation: 1, padding: .explicit(0), isAlongOneAxis: axes == 1)
    window.kernel = try kernel.map { extents throws(ONNXError) in
      try pair(extents, "kernel_shape", window)
    }
    window.stride = try spatial("strides", default: 1, window)
    window.dilation = try spatial("dilations", default: 1, window)
    window.padding = try padding(window)
    return window
  }

  private func padding(_ window: Window) throws(ONNXError) -> WindowPadding {
    switch try text("auto_pad", default: "NOTSET") {
    case "NOTSET": break
    case "VALID": return .explicit(0)
    case "SAME_UPPER": return .sameUpper
    case "SAME_LOWER": return .sameLower
    case let rule: throw wrong("auto_pad", rule)
    }
    guard let pads = try integers("pads") else { return .explicit(0) }
    guard pads.count == (window.isAlongOneAxis ? 2 : 4),
      pads.allSatisfy({ (0...1 << 15).contains($0) })
    else { throw wrong("pads", pads) }
    return window.isAlongOneAxis
      ? .explicit(Edges(top: 0, left: pads[0], bottom: 0, right: pads[1]))
      : .explicit(Edges(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3]))
  }

  /// An attribute with a number for each axis of a picture.
  func spatial(
    _ name: String, default value: Int, _ window: Window
  ) throws(ONNXError) -> Spatial {
    guard let extents = try integers(name) else { return Spatial(value) }
    return try pair(extents, name, window, missing: value)
  }

  private func pair(
    _ extents: [Int], _ name: String, _ window: Window, missing: Int = 1
  ) throws(ONNXError) -> Spatial {
    guard extents.count == (window.isAlongOneAxis ? 1 : 2),
      extents.allSatisfy({ (0...1 << 15).contains($0) })
    else { throw wrong(name, extents) }
    return window.isAlongOneAxis
      ? Spatial(y: missing, x: extents[0]) : Spatial(y: extents[0], x: extents[1])
  }
}
