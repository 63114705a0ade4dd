import Tensors

extension Operators {
  static let resizes: [String: Translation] = [
    "Resize": { node throws(ONNXError) in
      node.version < 11 ? [try node.upsample(factors: 1)] : [try node.resize()]
    },
    "Upsample": { node throws(ONNXError) in [try node.upsample(factors: 1)] },
  ]
}

extension ImportedNode {
  /// The operator before version 11, and its forerunner: factors only, corners at 0.
  fileprivate func upsample(factors index: Int) throws(ONNXError) -> Symbol {
    let interpolation: Resampling.Interpolation
    switch try text("mode", default: "nearest") {
    case "nearest": interpolation = .nearest(.down)
    case "linear", "bilinear": interpolation = .linear
    case let mode: throw unsupported("mode \(mode)")
    }
    var resize = Resize(interpolation, .asymmetric, to: .factors)
    resize.arithmetic = .divided
    guard let scales = try floats("scales") else {
      return builder.add(.resize(resize), try operand(0), try unnamed(index))
    }
    return builder.add(.resize(resize), try operand(0), builder.constant(.floats(Tensor(scales))))
  }

  fileprivate func resize() throws(ONNXError) -> Symbol {
    let policy = try text("keep_aspect_ratio_policy", default: "stretch")
    guard policy == "stretch" else { throw unsupported("policy \(policy)") }
    if let axes = try integers("axes"), axes != [2, 3], axes != [-2, -1] {
      throw unsupported("axes \(axes)")
    }
    let coordinates = try self.coordinates()
    let interpolation = try self.interpolation()
    guard has(2) || has(3) else { throw problem(.missingInput(2)) }
    let index = has(3) ? 3 : 2
    var resize = Resize(interpolation, coordinates, to: index == 3 ? .sizes : .factors)
    resize.arithmetic = .divided
    if try flag("antialias") {
      if case .nearest = interpolation { throw wrong("antialias", 1) }
      resize.smoothing = try flag("exclude_outside") ? .excludingOutside : .repeatingEdges
    }
    return builder.add(.resize(resize), try operand(0), try unnamed(index))
  }

  private func coordinates() throws(ONNXError) -> Resampling.Coordinates {
    switch try text("coordinate_transformation_mode", default: "half_pixel") {
    case "half_pixel": return .halfPixel
    case "half_pixel_symmetric": return .halfPixelSymmetric
    case "pytorch_half_pixel": return .halfPixelOrZero
    case "align_corners": return .alignCorners
    case "asymmetric": return .asymmetric
    case let mode: throw unsupported("coordinates \(mode)")
    }
  }

  private func interpolation() throws(ONNXError) -> Resampling.Interpolation {
    switch try text("mode", default: "nearest") {
    case "nearest":
      let name = try text("nearest_mode", default: "round_prefer_floor")
      let roundings: [String: Resampling.Rounding] = [
        "round_prefer_floor": .halfDown, "round_prefer_ceil": .halfUp, "floor": .down,
        "ceil": .up,
      ]
      guard let rounding = roundings[name] else { throw wrong("nearest_mode", name) }
      return .nearest(rounding)
    case "linear": return .linear
    case "cubic":
      return .cubic(
        a: try float("cubic_coeff_a", default: -0.75), excludesOutside: try flag("exclude_outside"))
    case let mode: throw wrong("mode", mode)
    }
  }

  /// A constant that is no weight of the network, whatever its name.
  private func unnamed(_ index: Int) throws(ONNXError) -> Symbol {
    if let array = constant(index) { return builder.constant(array) }
    return try operand(index)
  }
}
