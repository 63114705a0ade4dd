import Imaging
import Language

/// The pixels that a subscript chooses: a pixel, a row or column, a rectangle, or those of a mask.
struct PixelSelection {
  /// What the chosen pixels form.
  enum Shape: Equatable {
    case pixel
    case line(Int)
    case rectangle(Size)
  }

  private enum Choice {
    case axes(rows: AxisIndex, columns: AxisIndex)
    case mask(Mask)
  }

  let shape: Shape
  private let choice: Choice
  private let width: Int

  /// What is chosen of each of two axes.
  init(rows: AxisIndex, columns: AxisIndex, in size: Size) {
    choice = .axes(rows: rows, columns: columns)
    width = size.width
    shape =
      switch (rows.keepsAxis, columns.keepsAxis) {
      case (true, true): .rectangle(Size(height: rows.count, width: columns.count))
      case (false, false): .pixel
      default: .line(rows.count * columns.count)
      }
  }

  /// The object pixels of a mask, row by row.
  ///
  /// - Parameter type: what errors call the indexed object.
  init(_ mask: Mask, in size: Size, of type: String) throws {
    guard mask.size == size else {
      let axis = mask.size.height != size.height ? 0 : 1
      throw Diagnostic(
        .shape, "a mask of \(mask.size) cannot index a \(type) of \(size): axis \(axis) differs")
    }
    choice = .mask(mask)
    width = size.width
    shape = .line(mask.area)
  }

  /// What a subscript with rows and columns chooses.
  init(_ terms: [IndexTerm], in size: Size, of type: String) throws {
    if let mask = try Self.mask(terms, of: type) {
      try self.init(mask, in: size, of: type)
      return
    }
    let axes = try AxisIndex.resolve(terms, lengths: [size.height, size.width], of: type)
    self.init(rows: axes[0], columns: axes[1], in: size)
  }

  /// What is chosen as the shape of a tensor.
  var extents: [Int] {
    switch shape {
    case .pixel: []
    case .line(let count): [count]
    case .rectangle(let size): [size.height, size.width]
    }
  }

  /// How many pixels are chosen.
  var count: Int {
    switch shape {
    case .pixel: 1
    case .line(let count): count
    case .rectangle(let size): size.count
    }
  }

  /// Calls `body` with the offsets of the pixels, row by row.
  func forEach(_ body: (Int) -> Void) {
    switch choice {
    case .axes(let rows, let columns):
      for row in 0..<rows.count {
        let start = rows[row] * width
        for column in 0..<columns.count { body(start + columns[column]) }
      }
    case .mask(let mask):
      for (offset, code) in mask.codes.enumerated() where code == Mask.object { body(offset) }
    }
  }

  /// The mask that stands first between the brackets; `nil` where none does.
  static func mask(_ terms: [IndexTerm], of type: String) throws -> Mask? {
    guard case .value(let first)? = terms.first else { return nil }
    if first.asObject(PlaneObject.self) != nil {
      throw Diagnostic(
        .type, "a \(type) cannot be indexed by a plane", help: "compare it first: x[y > 0.5]")
    }
    if let object = first.asObject(TensorObject.self), object.kind != .int {
      guard object.kind == .bool else {
        throw Diagnostic(
          .type, "a \(type) cannot be indexed by a tensor of numbers",
          help: "compare it first: x[t > 0.5]")
      }
      return try TensorValues.mask(of: object.tensor)
    }
    guard let mask = first.asObject(MaskObject.self)?.mask else { return nil }
    guard terms.count == 1 || type == Image.typeName else {
      throw Diagnostic(.index, "a mask chooses rows and columns: it stands alone in the brackets")
    }
    return mask
  }
}
