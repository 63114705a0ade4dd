/// The neighbourhood by which a mask grows or shrinks; radii below 1 change nothing.
public enum StructuringElement: Hashable, Sendable {
  /// max(|Δrow|, |Δcolumn|) ≤ radius: what `radius` iterations of a full 3×3 element reach.
  case square(radius: Int)
  /// |Δrow| + |Δcolumn| ≤ radius: what `radius` iterations of a 3×3 cross reach.
  case diamond(radius: Int)
  /// Δrow² + Δcolumn² ≤ radius².
  case disk(radius: Int)

  /// How far the element reaches, in pixels.
  public var radius: Int {
    switch self {
    case .square(let radius), .diamond(let radius), .disk(let radius): max(radius, 0)
    }
  }
}

/// Growing and shrinking, in time that does not depend on the radius.
///
/// What lies outside the picture neither grows nor, unless `border` says so, shrinks anything:
/// OpenCV's rule. Ignored pixels are not object, so objects shrink beside them; they stay ignored.
extension Mask {
  /// Object where some object pixel lies within the element.
  public func dilated(by element: StructuringElement) -> Mask {
    keepingIgnored(objectMask.grown(by: element, outside: false))
  }

  /// Object where every pixel within the element is object.
  ///
  /// - Parameter border: whether what lies outside the picture is background.
  public func eroded(by element: StructuringElement, border: PictureBorder = .open) -> Mask {
    let rest = objectMask.inverted
    return keepingIgnored(rest.grown(by: element, outside: border == .background).inverted)
  }

  /// Eroded, then dilated: without specks and spikes that the element does not fit into.
  public func opened(by element: StructuringElement) -> Mask {
    eroded(by: element).dilated(by: element)
  }

  /// Dilated, then eroded: without gaps and holes that the element does not fit into.
  public func closed(by element: StructuringElement) -> Mask {
    dilated(by: element).eroded(by: element)
  }

  /// The mask with its ignored pixels made background.
  private var objectMask: Mask {
    Mask(size: size, codes: codes.map { $0 == Self.object ? Self.object : Self.background })
  }

  /// Dilation of a mask without ignored pixels.
  ///
  /// - Parameter outside: whether what lies outside the picture is object.
  private func grown(by element: StructuringElement, outside: Bool) -> Mask {
    guard element.radius > 0, size.count > 0 else { return self }
    if case .disk(let radius) = element {
      let transform = DistanceTransform(inverted, border: outside ? .background : .open)
      let (whole, overflow) = radius.multipliedReportingOverflow(by: radius)
      let limit = Int32(clamping: overflow ? Int.max : whole)
      return Mask(
        size: size,
        codes: transform.squared.map {
          $0 <= limit && $0 != DistanceTransform.unreachable ? Self.object : Self.background
        })
    }
    var growth = Growth(self, radius: element.radius, outside: outside)
    growth.spreadAlongColumns()
    if case .square = element { growth.refill() }
    growth.spreadAlongRows()
    return growth.mask
  }
}

/// How many more steps the object may grow from each pixel, plus one; 0 where it does not reach.
private struct Growth {
  private let size: Size
  private let full: Int32
  /// What the pixels just outside the picture have.
  private let outside: Int32
  private var steps: [Int32]

  init(_ mask: Mask, radius: Int, outside: Bool) {
    size = mask.size
    let full = Int32(clamping: min(radius, mask.size.height + mask.size.width) + 1)
    self.full = full
    self.outside = outside ? full : 0
    steps = mask.codes.map { $0 == Mask.object ? full : 0 }
  }

  var mask: Mask {
    Mask(size: size, codes: steps.map { $0 > 0 ? Mask.object : Mask.background })
  }

  /// Gives every pixel that has been reached all steps again.
  mutating func refill() {
    let full = full
    for index in steps.indices where steps[index] > 0 { steps[index] = full }
  }

  mutating func spreadAlongColumns() {
    let (size, edge) = (size, [Int32](repeating: outside, count: size.width))
    steps.withUnsafeMutableBufferPointer { steps in
      edge.withUnsafeBufferPointer { edge in
        guard let first = steps.baseAddress, let edge = edge.baseAddress else { return }
        let last = first + (size.height - 1) * size.width
        spread(from: edge, to: first, count: size.width)
        spread(from: edge, to: last, count: size.width)
        for row in stride(from: 1, to: size.height, by: 1) {
          let here = first + row * size.width
          spread(from: here - size.width, to: here, count: size.width)
        }
        for row in stride(from: size.height - 2, through: 0, by: -1) {
          let here = first + row * size.width
          spread(from: here + size.width, to: here, count: size.width)
        }
      }
    }
  }

  mutating func spreadAlongRows() {
    let (size, outside) = (size, outside)
    steps.withUnsafeMutableBufferPointer { steps in
      for row in 0..<size.height {
        let columns = row * size.width..<(row + 1) * size.width
        var reach = outside
        for index in columns {
          reach = max(reach - 1, steps[index])
          steps[index] = reach
        }
        reach = outside
        for index in columns.reversed() {
          reach = max(reach - 1, steps[index])
          steps[index] = reach
        }
      }
    }
  }
}

/// Lets a row grow into the next one. Nothing but pointers and a count: the loop becomes vectors.
@inline(never)
private func spread(
  from source: UnsafePointer<Int32>, to target: UnsafeMutablePointer<Int32>, count: Int
) {
  for column in 0..<count {
    let next = source[column] &- 1
    let own = target[column]
    target[column] = next > own ? next : own
  }
}
