import Basics
import Imaging
import Language
import Tensors

/// How tensors go between scripts, pictures and the library.
enum TensorValues {
  /// The most elements that a script's tensor may have, 1 GiB of them.
  static let limit = 1 << 28
  /// The most axes.
  private static let mostAxes = 32

  /// Throws where a script's tensor of this shape would take too much memory.
  ///
  /// - Parameter copies: how many tensors of the shape are made, those that go at once included.
  static func check(_ shape: [Int], copies: Int = 1) throws {
    var count = 1
    for extent in shape where extent != 1 {
      let (product, isOver) = count.multipliedReportingOverflow(by: extent)
      count = isOver ? .max : product
      if extent == 0 { return }
    }
    guard count <= limit, shape.count <= mostAxes else {
      throw Diagnostic(
        .memory,
        "a tensor of shape \(shape.asTuple) is too large: at most \(limit) elements and \(mostAxes) axes are allowed"
      )
    }
    try require(count, copies: copies)
  }

  /// Throws where there is no memory for tensors of so many elements.
  static func require(_ count: Int, copies: Int = 1) throws {
    try MemoryBound.require(copies * count * MemoryLayout<Float>.stride)
  }

  /// A tensor as a script's value: without axes it is a number or a bool.
  static func value(of tensor: Tensor, _ kind: ElementKind = .float32) -> Value {
    guard tensor.rank == 0 else { return .object(TensorObject(tensor, kind)) }
    return element(tensor.elements[0], kind)
  }

  /// One element.
  static func element(_ number: Float, _ kind: ElementKind) -> Value {
    switch kind {
    case .float32: .float(Double(number))
    case .int: .int(Int(exactly: number) ?? 0)
    case .bool: .bool(number != 0)
    }
  }

  /// A boolean result: a mask where it has rows and columns, else a boolean tensor or a bool.
  static func condition(_ tensor: Tensor) -> Value {
    guard tensor.rank == 2, tensor.count > 0 else { return value(of: tensor, .bool) }
    let codes = tensor.withUnsafeElements { $0.map { $0 != 0 ? Mask.object : Mask.background } }
    return .object(
      MaskObject(Mask(size: Size(height: tensor.shape[0], width: tensor.shape[1]), codes: codes)))
  }

  // MARK: From values

  /// The tensor of a number, a picture, a tensor, or nested lists of them; `nil` for anything else.
  static func read(_ value: Value) throws -> (tensor: Tensor, kind: ElementKind)? {
    if let operand = TensorOperand(value) { return (operand.tensor, operand.kind) }
    guard let items = value.asSequence else { return nil }
    return try stacked(items, depth: 1)
  }

  private static func stacked(
    _ items: [Value], depth: Int
  ) throws -> (tensor: Tensor, kind: ElementKind) {
    guard depth <= mostAxes else {
      throw Diagnostic(.value, "the lists are nested more than \(mostAxes) deep")
    }
    // As doubles, as floats, and as the tensor's own.
    try require(items.count, copies: 4)
    if let flat = numbers(items) { return flat }
    var parts: [(tensor: Tensor, kind: ElementKind)] = []
    for item in items {
      let part: (tensor: Tensor, kind: ElementKind)?
      if let inner = item.asSequence {
        part = try stacked(inner, depth: depth + 1)
      } else {
        part = TensorOperand(item).map { ($0.tensor, $0.kind) }
      }
      guard let part else {
        throw Diagnostic(
          .type, "a tensor is made of numbers, bools and lists of these, not of \(item.typeName)")
      }
      if let first = parts.first, first.tensor.shape != part.tensor.shape {
        throw ragged(first.tensor.shape, part.tensor.shape, at: parts.count, depth)
      }
      parts.append(part)
    }
    let shape = [parts.count] + (parts.first?.tensor.shape ?? [])
    try check(shape, copies: 2)
    let kind = parts.allSatisfy { $0.kind == parts[0].kind } ? parts[0].kind : .float32
    return (try Tensor(parts.flatMap(\.tensor.elements), shape: shape), kind)
  }

  /// A list of numbers alone, or of bools alone.
  private static func numbers(_ items: [Value]) -> (tensor: Tensor, kind: ElementKind)? {
    if !items.isEmpty, items.allSatisfy({ $0.kind == .bool }) {
      return (Tensor(items.map { $0.asBool == true ? 1 : 0 }), .bool)
    }
    let numbers = items.compactMap { $0.kind == .bool ? nil : $0.asNumber }
    guard numbers.count == items.count else { return nil }
    return (Tensor(numbers.map { Float($0) }), .float32)
  }

  private static func ragged(
    _ first: [Int], _ other: [Int], at index: Int, _ depth: Int
  ) -> Diagnostic {
    let axis = zip(first, other).enumerated().first { $1.0 != $1.1 }?.offset
    let place = axis.map { "axis \(depth + $0)" } ?? "the number of axes"
    return Diagnostic(
      .shape,
      "the lists are ragged: entry 0 has shape \(first.asTuple), entry \(index) \(other.asTuple) (\(place) differs)"
    )
  }

  /// What is assigned to chosen elements, checked against their kind; it broadcasts to `shape`.
  static func assigned(_ value: Value, to kind: ElementKind, shape: [Int]) throws -> Tensor {
    guard let (tensor, found) = try read(value) else {
      throw Diagnostic(
        .type, "the elements of a tensor take a number, a tensor or a list, got \(value.typeName)")
    }
    let fits: Bool =
      switch kind {
      case .float32: true
      case .int: found != .float32 || tensor.elements.allSatisfy { $0 == $0.rounded() }
      case .bool: found == .bool || tensor.elements.allSatisfy { $0 == 0 || $0 == 1 }
      }
    guard fits else {
      throw Diagnostic(
        .type, "the elements of this tensor are \(kind == .bool ? "True and False" : "ints")",
        help: "t.float() is a copy that takes any number")
    }
    guard (try? Tensor.broadcastShape(tensor.shape, shape)) == shape else {
      throw Diagnostic(
        .shape,
        "cannot assign shape \(tensor.shape.asTuple) to shape \(shape.asTuple): \(difference(tensor.shape, shape))"
      )
    }
    return tensor
  }

  /// The axis along which a shape does not repeat to another.
  private static func difference(_ shape: [Int], _ target: [Int]) -> String {
    guard shape.count <= target.count else {
      return "it has \(shape.count) axes, the target \(target.count)"
    }
    let front = target.count - shape.count
    let axis = shape.indices.reversed().first {
      shape[$0] != 1 && shape[$0] != target[front + $0]
    }
    return axis.map { "axis \(front + $0) differs" } ?? "the shapes differ"
  }

  // MARK: To pictures

  static func plane(of tensor: Tensor) throws -> Plane {
    Plane(size: try size(of: tensor, "a plane", "(H, W)"), values: tensor.elements)
  }

  /// A mask of elements that are 0 or 1.
  static func mask(of tensor: Tensor) throws -> Mask {
    let size = try size(of: tensor, "a mask", "(H, W)")
    return Mask(
      size: size,
      codes: try tensor.elements.map { number in
        guard number == 0 || number == 1 else {
          throw Diagnostic(
            .value, "a mask is made of 0 and 1, and the tensor holds \(Double(number))",
            help: "compare it: t > 0.5")
        }
        return number == 0 ? Mask.background : Mask.object
      })
  }

  /// An image of values from 0 to 255, rounded.
  static func image(of tensor: Tensor) throws -> Image {
    guard tensor.rank == 3, tensor.shape[2] == 3 else {
      let isPlanar = tensor.rank == 3 && tensor.shape[0] == 3
      throw Diagnostic(
        .shape, "an image is made of shape (H, W, 3), not of \(tensor.shape.asTuple)",
        help: isPlanar ? "write t.permute(1, 2, 0).image()" : nil)
    }
    guard tensor.count > 0 else { throw noPixels("an image", tensor.shape) }
    let bytes = try tensor.elements.map { number -> UInt8 in
      guard let byte = UInt8(exactly: number.rounded()) else {
        throw Diagnostic(
          .value, "the tensor holds \(Double(number)), but an image takes values from 0 to 255",
          help: "scale it first: 255 * t, or cut it off: t.clip(0, 255)")
      }
      return byte
    }
    return Image(size: Size(height: tensor.shape[0], width: tensor.shape[1]), bytes: bytes)
  }

  private static func size(of tensor: Tensor, _ what: String, _ shape: String) throws -> Size {
    guard tensor.rank == 2 else {
      throw Diagnostic(
        .shape, "\(what) is made of shape \(shape), not of \(tensor.shape.asTuple)",
        help: "choose two axes, t[0], or take one away, t.squeeze()")
    }
    guard tensor.count > 0 else { throw noPixels(what, tensor.shape) }
    return Size(height: tensor.shape[0], width: tensor.shape[1])
  }

  private static func noPixels(_ what: String, _ shape: [Int]) -> Diagnostic {
    Diagnostic(.shape, "\(what) has at least one pixel; the shape is \(shape.asTuple)")
  }
}
