import Basics
import Imaging

extension InstancesFile {
  /// How a polygon becomes pixels.
  enum Drawing: Sendable {
    /// As COCO's and LVIS's own tools do: ``COCOPolygon``.
    case exact
    /// As RITM does: ``RoundedPolygon``.
    case rounded
  }

  /// The pixels of an object.
  ///
  /// - Parameters:
  ///   - size: the picture's.
  ///   - drawing: how polygons are drawn; run lengths are pixels already.
  /// - Throws: `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)``.
  func mask(of object: Object, size: Size, _ drawing: Drawing = .exact) throws -> Mask {
    guard object.outline >= 0 else { return Mask(size: size) }
    return try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      reader.acceptsNonFinite = true
      reader = reader.at(object.outline)
      do {
        var outline = SegmentationDrawing(size: size, drawing: drawing)
        try outline.take(&reader)
        return outline.mask
      } catch var error as JSONError {
        error.path = path
        throw error
      } catch let fault as COCORuns.Fault {
        throw bad(object, fault.words)
      } catch is SegmentationDrawing.NotFinite {
        throw bad(object, "a coordinate is not finite")
      }
    }
  }

  private func bad(_ object: Object, _ detail: String) -> DatasetError {
    .badAnnotation(file: path, place: "annotation \(ids.text(of: object.id))", detail: detail)
  }
}

/// A `segmentation` as it is drawn, piece by piece.
private struct SegmentationDrawing {
  /// A coordinate is NaN or infinite.
  struct NotFinite: Error {}

  let drawing: InstancesFile.Drawing
  private(set) var mask: Mask
  /// The corners of a list that is a polygon itself, and how many of its elements are pairs.
  private var own: [Double] = []
  private var pairs = 0

  init(size: Size, drawing: InstancesFile.Drawing) {
    self.drawing = drawing
    mask = Mask(size: size)
  }

  /// Draws polygons (lists of coordinates or of pairs), a polygon alone, run lengths, or a list of these.
  mutating func take(_ reader: inout JSONReader) throws {
    switch try reader.kind() {
    case .null: _ = try reader.takesNull()
    case .array: try takeList(&reader)
    default: mask.add(try Self.runs(&reader, of: mask.size).mask)
    }
  }

  private mutating func takeList(_ reader: inout JSONReader) throws {
    var elements = 0
    try reader.forEachElement { reader in
      elements += 1
      if try reader.kind() == .number { return own.append(try reader.double()) }
      var polygon: [Double] = []
      if try reader.kind() == .object {
        // A corner, or run lengths in a list.
        let before = reader
        guard try Self.corner(&reader, into: &polygon) else {
          reader = before
          return mask.add(try Self.runs(&reader, of: mask.size).mask)
        }
      } else {
        try Self.coordinates(&reader, into: &polygon)
      }
      guard polygon.count == 2 else { return try draw(polygon) }
      // Two numbers are no polygon, but a corner of the one that the list is.
      own += polygon
      pairs += 1
    }
    if pairs == 0 || pairs == elements { try draw(own) }
  }

  /// Takes numbers, or lists of them, or corners as objects.
  private static func coordinates(
    _ reader: inout JSONReader, into polygon: inout [Double]
  ) throws {
    try reader.forEachElement { reader in
      switch try reader.kind() {
      case .array: try reader.doubles(into: &polygon)
      case .object: _ = try corner(&reader, into: &polygon)
      default: polygon.append(try reader.double())
      }
    }
  }

  /// Takes `{"x": …, "y": …}`; false where it is something else.
  private static func corner(
    _ reader: inout JSONReader, into polygon: inout [Double]
  ) throws -> Bool {
    var (x, y): (Double?, Double?) = (nil, nil)
    try reader.forEachMember { key, reader in
      switch key {
      case "x" where try reader.kind() == .number: x = try reader.double()
      case "y" where try reader.kind() == .number: y = try reader.double()
      default: try reader.skip()
      }
    }
    guard let x, let y else { return false }
    polygon += [x, y]
    return true
  }

  private mutating func draw(_ coordinates: [Double]) throws {
    guard coordinates.allSatisfy(\.isFinite) else { throw NotFinite() }
    switch drawing {
    case .exact: mask.add(COCOPolygon(coordinates: coordinates))
    case .rounded: RoundedPolygon(coordinates: coordinates).draw(into: &mask)
    }
  }

  private static func runs(_ reader: inout JSONReader, of size: Size) throws -> COCORuns {
    var counts: [Int] = []
    var text: String?
    var stated: [Int] = []
    try reader.forEachMember { key, reader in
      switch key {
      case "counts":
        if try reader.kind() == .string {
          text = try reader.string()
        } else {
          try reader.forEachElement { counts.append(try $0.integer()) }
        }
      case "size": try reader.forEachElement { stated.append(try $0.integer()) }
      default: try reader.skip()
      }
    }
    guard stated.isEmpty || stated == [size.height, size.width] else {
      throw COCORuns.Fault.badSize(found: stated, expected: size)
    }
    return try text.map { try COCORuns(size: size, string: $0) }
      ?? COCORuns(size: size, counts: counts)
  }
}

extension COCORuns.Fault {
  /// The fact in words.
  var words: String {
    switch self {
    case .badString: "the run lengths are no valid string"
    case .badSum(let found, let expected):
      "the run lengths are of \(found) pixels, but the image has \(expected)"
    case .badSize(let found, let expected):
      "the run lengths are of size \(found), but the image is \(expected)"
    }
  }
}

extension Mask {
  /// Makes a polygon's pixels object too.
  mutating func add(_ polygon: COCOPolygon) { add(polygon.mask(in: size)) }
}
