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

  /// The pixels that differ from their right, lower or lower right neighbour, those outside the
  /// picture left aside: the outlines of DAVIS's contour accuracy, half of them outside the object.
  ///
  /// Ignored pixels count as background.
  public func forwardEdges() -> Mask {
    var edges = Mask(size: size)
    let (height, width) = (size.height, size.width)
    for row in 0..<height {
      let (here, below) = (row * width, min(row + 1, height - 1) * width)
      for column in 0..<width {
        let next = min(column + 1, width - 1)
        let isObject = codes[here + column] == Self.object
        let differs =
          isObject != (codes[here + next] == Self.object)
          || isObject != (codes[below + column] == Self.object)
          || isObject != (codes[below + next] == Self.object)
        if differs { edges.codes[here + column] = Self.object }
      }
    }
    return edges
  }

  private func withoutObject(of inner: Mask) -> Mask {
    var mask = self
    for index in codes.indices where inner.codes[index] == Self.object {
      mask.codes[index] = Self.background
    }
    return mask
  }
}
