extension Mask {
  /// The connected components of the object pixels.
  public func components(_ connectivity: Connectivity = .eight) -> Components {
    Components(of: self, connectivity: connectivity)
  }

  /// The component with the most pixels, of equals the first; no object where there is none.
  ///
  /// Like all functions here that keep part of an object: ignored pixels stay ignored.
  public func largestComponent(_ connectivity: Connectivity = .eight) -> Mask {
    let components = components(connectivity)
    return keepingIgnored(components.mask(of: components.largest ?? 0))
  }

  /// The component that holds a pixel; no object where the pixel is not object, or outside.
  public func component(at pixel: Pixel, _ connectivity: Connectivity = .eight) -> Mask {
    let components = components(connectivity)
    return keepingIgnored(components.mask(of: components.number(at: pixel) ?? 0))
  }

  /// The components that hold at least one of some pixels.
  public func components(at pixels: [Pixel], _ connectivity: Connectivity = .eight) -> Mask {
    let components = components(connectivity)
    return keepingIgnored(components.mask(of: pixels.compactMap(components.number(at:))))
  }

  /// The mask without components of fewer than `area` pixels.
  public func removingComponents(
    smallerThan area: Int, _ connectivity: Connectivity = .eight
  ) -> Mask {
    let components = components(connectivity)
    return keepingIgnored(components.mask { components[$0].area >= area })
  }

  /// The mask with its holes filled: background that no path joins to the picture's border.
  ///
  /// SciPy's `binary_fill_holes`. Ignored pixels belong to a hole as background does, but stay ignored.
  ///
  /// - Parameter connectivity: how a path of background may go.
  public func fillingHoles(_ connectivity: Connectivity = .four) -> Mask {
    var outside = Mask(size: size)
    for index in codes.indices where codes[index] != Self.object {
      outside.codes[index] = Self.object
    }
    let components = outside.components(connectivity)
    let holes = components.mask { !components[$0].box.touchesBorder(of: size) }
    var filled = self
    for index in codes.indices where holes.codes[index] == Self.object {
      if filled.codes[index] != Self.ignored { filled.codes[index] = Self.object }
    }
    return filled
  }

  /// A mask with this one's ignored pixels.
  func keepingIgnored(_ mask: Mask) -> Mask {
    guard codes.contains(Self.ignored) else { return mask }
    var mask = mask
    for index in codes.indices where codes[index] == Self.ignored {
      mask.codes[index] = Self.ignored
    }
    return mask
  }
}

extension LabelMap {
  /// The connected components of each region: pixels that touch and have one id.
  ///
  /// - Returns: for each id that occurs, background and ignored left out, its components.
  public func components(
    _ connectivity: Connectivity = .eight
  ) -> [(id: UInt16, components: Components)] {
    presentIDs.filter { $0 != 0 }.map { ($0, region($0).components(connectivity)) }
  }
}

extension PixelBox {
  /// Whether the box has pixels at the border of a picture of this size.
  fileprivate func touchesBorder(of size: Size) -> Bool {
    rows.lowerBound == 0 || columns.lowerBound == 0 || rows.upperBound == size.height
      || columns.upperBound == size.width
  }
}
