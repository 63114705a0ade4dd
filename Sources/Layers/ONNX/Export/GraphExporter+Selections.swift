import Tensors

extension GraphExporter {
  /// Translates what picks or places elements by positions.
  mutating func selected(_ node: Node, _ inputs: [String]) throws -> [String] {
    switch node.operation {
    case .gridSample(let sample):
      let names: [GridSample.Interpolation: String] = [
        .linear: "bilinear", .nearest: "nearest", .cubic: "bicubic",
      ]
      return [
        writer.one(
          "GridSample", inputs, .text("mode", names[sample.interpolation] ?? ""),
          .text("padding_mode", sample.border.rawValue),
          .flag("align_corners", sample.alignsCorners))
      ]
    case .topK(let best):
      let attributes: [AttributeMessage] = [
        .integer("axis", best.axis), .flag("largest", best.takesLargest),
      ]
      return writer.add("TopK", inputs, attributes, outputs: 2)
    case .gatherElements(let gather):
      return [writer.one("GatherElements", inputs, .integer("axis", gather.axis))]
    case .gatherParts(let gather):
      return [writer.one("GatherND", inputs, .integer("batch_dims", gather.batchAxes))]
    case .scatter(let scatter): return [try scattered(scatter, node, inputs)]
    case .triangle(let triangle):
      return [writer.one("Trilu", inputs, .flag("upper", triangle.keepsUpper))]
    case .oneHot(let oneHot): return [writer.one("OneHot", inputs, .integer("axis", oneHot.axis))]
    case .nonZero: return [writer.one("NonZero", inputs)]
    case let operation:
      throw ONNXExportError.unsupported(operation: "\(operation)", path: node.path)
    }
  }

  /// Maxima and minima came one version later.
  private mutating func scattered(
    _ scatter: Scatter, _ node: Node, _ inputs: [String]
  ) throws -> String {
    guard ![.maximum, .minimum].contains(scatter.reduction) else {
      throw ONNXExportError.unsupported(
        operation: "scattering maxima or minima", path: node.path)
    }
    let reduction = AttributeMessage.text("reduction", scatter.reduction.rawValue)
    switch scatter.target {
    case .elements(let axis):
      return writer.one("ScatterElements", inputs, .integer("axis", axis), reduction)
    case .parts: return writer.one("ScatterND", inputs, reduction)
    }
  }
}
