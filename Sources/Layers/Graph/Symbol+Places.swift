public import Tensors

extension Symbol {
  /// The element-wise sum; extents of 1 are repeated.
  public static func + (left: Symbol, right: Symbol) -> Symbol { left.combined(.add, right) }

  /// The element-wise difference.
  public static func - (left: Symbol, right: Symbol) -> Symbol { left.combined(.subtract, right) }

  /// The element-wise product.
  public static func * (left: Symbol, right: Symbol) -> Symbol { left.combined(.multiply, right) }

  /// The element-wise quotient; of integers, rounded towards 0.
  public static func / (left: Symbol, right: Symbol) -> Symbol { left.combined(.divide, right) }

  /// Every element plus a number.
  public static func + (left: Symbol, right: Float) -> Symbol {
    left + left.builder.constant(right)
  }

  /// Every element minus a number.
  public static func - (left: Symbol, right: Float) -> Symbol {
    left - left.builder.constant(right)
  }

  /// Every element times a number.
  public static func * (left: Symbol, right: Float) -> Symbol {
    left * left.builder.constant(right)
  }

  /// Every element divided by a number.
  public static func / (left: Symbol, right: Float) -> Symbol {
    left / left.builder.constant(right)
  }

  /// A function of pairs of elements; extents of 1 are repeated.
  public func combined(_ function: BinaryFunction, _ other: Symbol) -> Symbol {
    builder.add(.binary(function), self, other)
  }

  /// A function of each element.
  public func mapped(_ function: UnaryFunction) -> Symbol { builder.add(.unary(function), self) }

  /// A reduction along some axes, all where nil.
  public func reduced(
    _ reduction: Reduction, axes: [Int]?, keepsAxes: Bool = true
  ) -> Symbol {
    builder.add(.reduce(reduction, axes: axes, keepsAxes: keepsAxes), self)
  }

  /// The extents as integers along one axis.
  public var shape: Symbol { builder.add(.shape(start: 0, end: nil), self) }

  /// Height and width, the last two extents.
  public var size: Symbol { builder.add(.shape(start: -2, end: nil), self) }

  /// One extent, an array of one integer.
  public func extent(_ axis: Int) -> Symbol {
    builder.add(.shape(start: axis, end: axis == -1 ? nil : axis + 1), self)
  }

  /// Other extents: −1 follows from the rest, 0 keeps the extent of this place.
  public func reshaped(_ shape: [Int]) -> Symbol { reshaped(builder.constant(shape)) }

  /// The same with extents that are computed, an array of integers; ``concatenate(_:axis:)`` along
  /// axis 0 puts them together.
  public func reshaped(_ shape: Symbol) -> Symbol {
    builder.add(.reshape(allowsZero: false), self, shape)
  }

  /// The axes from `first` to `last` as one.
  public func flattened(from first: Int, to last: Int = -1) -> Symbol {
    let front = builder.add(.shape(start: 0, end: first), self)
    let one = builder.constant([-1])
    let parts =
      last == -1
      ? [front, one] : [front, one, builder.add(.shape(start: last + 1, end: nil), self)]
    return reshaped(concatenate(parts, axis: 0))
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of this value.
  public func transposed(_ order: [Int]) -> Symbol { builder.add(.transpose(order: order), self) }

  /// With new axes of extent 1 at these places of the result.
  public func unsqueezed(_ axes: [Int]) -> Symbol { builder.add(.unsqueeze(axes: axes), self) }

  /// Without these axes of extent 1.
  public func squeezed(_ axes: [Int]) -> Symbol { builder.add(.squeeze(axes: axes), self) }

  /// Extents of 1 repeated up to this shape.
  public func expanded(_ shape: Symbol) -> Symbol { builder.add(.expand, self, shape) }

  /// The part from `start` up to `end` along an axis, every `step`-th element; negative positions
  /// count from the back, and a missing end is the axis's.
  public func sliced(axis: Int, from start: Int, to end: Int? = nil, step: Int = 1) -> Symbol {
    let end = end ?? (step > 0 ? Int(Int32.max) : -Int(Int32.max))
    return builder.add(
      .slice, self, builder.constant([start]), builder.constant([end]), builder.constant([axis]),
      builder.constant([step]))
  }

  /// Parts of these extents along an axis.
  public func split(sizes: [Int], axis: Int) -> [Symbol] {
    builder.add(
      .split(axis: axis, parts: sizes.count), [self, builder.constant(sizes)],
      outputs: sizes.count)
  }

  /// Equal parts along an axis.
  public func split(parts: Int, axis: Int) -> [Symbol] {
    builder.add(.split(axis: axis, parts: parts), [self], outputs: parts)
  }

  /// A border around the height and width of pictures, (batch, channels, height, width).
  public func padded(_ edges: Edges, mode: PadMode = .constant, value: Float = 0) -> Symbol {
    let amounts = [0, 0, edges.top, edges.left, 0, 0, edges.bottom, edges.right]
    return builder.add(
      .pad(mode), self, builder.constant(amounts), builder.constant(value))
  }
}
