import Imaging
import Language
import Tensors

/// Reading and assigning the chosen pixels of any picture.
extension PixelGrid {
  /// A pixel as a value, a row, a column or a mask's pixels as a tensor, a rectangle as an object.
  ///
  /// A rectangle without pixels is an error: a picture has at least one row and one column.
  func value(at selection: PixelSelection) throws -> Value {
    if case .rectangle(let chosen) = selection.shape, chosen.count == 0 {
      let axis = chosen.height == 0 ? 0 : 1
      throw Diagnostic(
        .shape, "the slice of axis \(axis) chooses nothing of a \(Self.typeName) of \(size)")
    }
    var elements: [Element] = []
    elements.reserveCapacity(selection.count)
    selection.forEach { elements.append(self[$0]) }
    switch selection.shape {
    case .pixel: return Self.value(of: elements[0])
    case .line: return try Self.value(ofLine: elements)
    case .rectangle(let size): return Self.value(of: elements, size: size)
    }
  }

  /// Assigns what ``AssignedPixels`` read; it fits the selection.
  mutating func assign(_ pixels: AssignedPixels<Self>, at selection: PixelSelection) {
    var next = 0
    selection.forEach { offset in
      switch pixels {
      case .one(let element): self[offset] = element
      case .grid(let grid): self[offset] = grid[next]
      case .line(let elements): self[offset] = elements[next]
      }
      next += 1
    }
  }
}

/// The right side of an assignment to pixels.
enum AssignedPixels<Grid: PixelGrid> {
  /// The same for every pixel.
  case one(Grid.Element)
  /// A rectangle of the size that is chosen.
  case grid(Grid)
  /// One for each pixel of a row, a column or a mask.
  case line([Grid.Element])

  /// Reads a value; throws where it does not fit the chosen pixels.
  init(_ value: Value, for selection: PixelSelection) throws {
    if let element = Grid.element(value) {
      self = .one(element)
    } else if let grid = try Grid.grid(value), case .rectangle(grid.size) = selection.shape {
      self = .grid(grid)
    } else if value.kind == .host, let (tensor, _) = try TensorValues.read(value) {
      self = .line(try Self.line(tensor, selection, value.typeName))
    } else if case .line(let count) = selection.shape, let items = value.asSequence,
      items.count != 1
    {
      self = .line(try Self.line(items, count))
    } else if value.asSequence != nil, let (tensor, _) = try TensorValues.read(value) {
      self = .line(try Self.line(tensor, selection, value.typeName))
    } else {
      throw Self.unfit(value)
    }
  }

  /// The pixels of a tensor or picture, extents of 1 repeated.
  private static func line(
    _ tensor: Tensor, _ selection: PixelSelection, _ type: String
  ) throws -> [Grid.Element] {
    let target = selection.extents + Grid.elementShape
    guard (try? Tensor.broadcastShape(tensor.shape, target)) == target else {
      throw Diagnostic(
        .shape,
        "cannot assign a \(type) of shape \(tensor.shape.asTuple) to pixels of shape \(target.asTuple)"
          + difference(tensor.shape, target))
    }
    return try Grid.elements(of: tensor.broadcast(to: target))
  }

  /// The last axis, counted in the target, along which a shape does not repeat to it.
  private static func difference(_ shape: [Int], _ target: [Int]) -> String {
    let front = target.count - shape.count
    let axis = shape.indices.reversed().first { index in
      front + index < 0 || (shape[index] != 1 && shape[index] != target[front + index])
    }
    return axis.map { front + $0 < 0 ? ": it has more axes" : ": axis \(front + $0) differs" } ?? ""
  }

  private static func line(_ items: [Value], _ count: Int) throws -> [Grid.Element] {
    guard items.count == count else {
      throw Diagnostic(
        .shape, "cannot assign \(items.count) values to \(count) pixels: axis 0 differs")
    }
    return try items.map { item in
      guard let element = Grid.element(item) else { throw unfit(item) }
      return element
    }
  }

  private static func unfit(_ value: Value) -> Diagnostic {
    let article = Grid.typeName == Image.typeName ? "an" : "a"
    let shown = value.kind == .host ? "" : " \(value.repr.prefix(40))"
    return Diagnostic(
      .type,
      "a pixel of \(article) \(Grid.typeName) takes \(Grid.elementName), got \(value.typeName)\(shown)"
    )
  }
}
