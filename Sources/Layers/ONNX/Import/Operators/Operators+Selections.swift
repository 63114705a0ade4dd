import Tensors

extension Operators {
  /// What picks or places elements by positions.
  static let selections: [String: Translation] = [
    "GridSample": { node throws(ONNXError) in [try node.gridSample()] },
    "TopK": { node throws(ONNXError) in try node.topK() },
    "GatherElements": { node throws(ONNXError) in
      let gather = GatherElements(axis: try node.integer("axis", default: 0))
      return [node.builder.add(.gatherElements(gather), try node.operand(0), try node.operand(1))]
    },
    "GatherND": { node throws(ONNXError) in
      let gather = GatherParts(batchAxes: try node.integer("batch_dims", default: 0))
      return [node.builder.add(.gatherParts(gather), try node.operand(0), try node.operand(1))]
    },
    "ScatterElements": { node throws(ONNXError) in [try node.scatterElements()] },
    "Scatter": { node throws(ONNXError) in [try node.scatterElements()] },
    "ScatterND": { node throws(ONNXError) in [try node.scatter(.parts)] },
    "Trilu": { node throws(ONNXError) in
      let triangle = Triangle(keepsUpper: try node.flag("upper", default: true))
      let inputs = [try node.operand(0)] + (node.optional(1).map { [$0] } ?? [])
      return node.builder.add(.triangle(triangle), inputs)
    },
    "OneHot": { node throws(ONNXError) in
      let oneHot = OneHot(axis: try node.integer("axis", default: -1))
      return [
        node.builder.add(
          .oneHot(oneHot), try node.operand(0), try node.operand(1), try node.operand(2))
      ]
    },
    "NonZero": { node throws(ONNXError) in [node.builder.add(.nonZero, try node.operand(0))] },
    "Col2Im": { node throws(ONNXError) in [try node.columnsToImage()] },
  ]
}

extension ImportedNode {
  fileprivate func gridSample() throws(ONNXError) -> Symbol {
    let mode = try text("mode", default: "linear")
    let modes: [String: GridSample.Interpolation] = [
      "linear": .linear, "bilinear": .linear, "nearest": .nearest, "cubic": .cubic,
      "bicubic": .cubic,
    ]
    guard let interpolation = modes[mode] else { throw wrong("mode", mode) }
    let padding = try text("padding_mode", default: "zeros")
    guard let border = GridSample.Border(rawValue: padding) else {
      throw wrong("padding_mode", padding)
    }
    let sample = GridSample(
      interpolation: interpolation, border: border, alignsCorners: try flag("align_corners"))
    return builder.add(.gridSample(sample), try operand(0), try operand(1))
  }

  /// How many are taken is an attribute until version 10, then an input.
  fileprivate func topK() throws(ONNXError) -> [Symbol] {
    let best = TopK(
      axis: try integer("axis", default: -1), takesLargest: try flag("largest", default: true))
    let count = hasAttribute("k") ? builder.constant([try integer("k")]) : try operand(1)
    return builder.add(.topK(best), [try operand(0), count], outputs: 2)
  }

  fileprivate func scatterElements() throws(ONNXError) -> Symbol {
    try scatter(.elements(axis: try integer("axis", default: 0)))
  }

  fileprivate func scatter(_ target: Scatter.Target) throws(ONNXError) -> Symbol {
    let name = try text("reduction", default: "none")
    guard let reduction = Scatter.Reduction(rawValue: name) else { throw wrong("reduction", name) }
    return builder.add(
      .scatter(Scatter(target: target, reduction: reduction)), try operand(0), try operand(1),
      try operand(2))
  }

  fileprivate func columnsToImage() throws(ONNXError) -> Symbol {
    let columns = ColumnsToImage(
      stride: try pair("strides"), padding: try edges(), dilation: try pair("dilations"))
    return builder.add(
      .columnsToImage(columns), try operand(0), try operand(1), try operand(2))
  }

  private func pair(_ name: String) throws(ONNXError) -> Spatial {
    guard let found = try integers(name) else { return 1 }
    guard found.count == 2, found.allSatisfy({ (1...1 << 15).contains($0) }) else {
      throw wrong(name, found)
    }
    return Spatial(y: found[0], x: found[1])
  }

  private func edges() throws(ONNXError) -> Edges {
    guard let pads = try integers("pads") else { return 0 }
    guard pads.count == 4, pads.allSatisfy({ (0...1 << 15).contains($0) }) else {
      throw wrong("pads", pads)
    }
    return Edges(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
  }
}
