/// What lies at the edge of an object, and around it.
extension Mask {
  /// The smallest box that holds all object pixels; `nil` where there is none.
  public var boundingBox: PixelBox? {
    let objects = codes.contains(Self.ignored) ? codes.map { $0 == Self.object ? 1 : 0 } : codes
    return Regions(codes: objects, size: size, border: .open).boundingBox
  }

  /// The object pixels that have a neighbour which is not object: a line of one pixel, inside the object.
  ///
  /// - Parameters:
  ///   - connectivity: which pixels are neighbours; `.four` gives the thinner line, which is joined
  ///     across corners, and `.eight` one that is joined across sides.
  ///   - border: whether what lies outside the picture is background.
  public func outline(
    _ connectivity: Connectivity = .four, border: PictureBorder = .background
  ) -> Mask {
    let element: StructuringElement =
      connectivity == .four ? .diamond(radius: 1) : .square(radius: 1)
    return withoutObject(of: eroded(by: element, border: border))
  }

  /// The outline without the edges of holes: the pixels of OpenCV's external contours.
  public func externalOutline() -> Mask { fillingHoles(.four).outline(.four) }

  /// The object pixels less than `width` + 1 pixels away from what is not object: the boundary of
  /// Boundary IoU (Cheng et al. 2021), the mask minus its erosion by `width` iterations of 3×3.
  public func boundaryBand(width: Int, border: PictureBorder = .background) -> Mask {
    withoutObject(of: eroded(by: .square(radius: width), border: border))
  }

  private func withoutObject(of inner: Mask) -> Mask {
    var mask = self
    for index in codes.indices where inner.codes[index] == Self.object {
      mask.codes[index] = Self.background
    }
    return mask
  }
}
