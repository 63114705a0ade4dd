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
  /// - Parameter drawing: how polygons are drawn; run lengths are pixels already.
  /// - Throws: `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)``.
  func mask(of object: Object, _ drawing: Drawing = .exact) throws -> Mask {
    let size = pictures[object.picture].size
    guard object.outline >= 0 else { return Mask(size: size) }
    return try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes).at(object.outline)
      do { return try Self.mask(&reader, size: size, drawing) } catch var error as JSONError {
        error.path = path
        throw error
      } catch let fault as COCORuns.Fault {
        throw DatasetError.badAnnotation(
          file: path, place: "annotation \(object.id)", detail: fault.words)
      }
    }
  }

  private static func mask(
    _ reader: inout JSONReader, size: Size, _ drawing: Drawing
  ) throws -> Mask {
    switch try reader.kind() {
    case .array:
      var mask = Mask(size: size)
      try reader.forEachElement { reader in
        var coordinates: [Double] = []
        try reader.doubles(into: &coordinates)
        switch drawing {
        case .exact: mask.add(COCOPolygon(coordinates: coordinates))
        case .rounded: RoundedPolygon(coordinates: coordinates).draw(into: &mask)
        }
      }
      return mask
    case .null:
      _ = try reader.takesNull()
      return Mask(size: size)
    default: return try runs(&reader, of: size).mask
    }
  }

  private static func runs(_ reader: inout JSONReader, of size: Size) throws -> COCORuns {
    var counts: [Int] = []
    var text: String?
    var stated = size
    try reader.forEachMember { key, reader in
      switch key {
      case "counts":
        if try reader.kind() == .string {
          text = try reader.string()
        } else {
          try reader.forEachElement { counts.append(try $0.integer()) }
        }
      case "size":
        var sides: [Int] = []
        try reader.forEachElement { sides.append(try $0.integer()) }
        if sides.count == 2, sides.allSatisfy({ (0...1 << 20).contains($0) }) {
          stated = Size(height: sides[0], width: sides[1])
        }
      default: try reader.skip()
      }
    }
    guard stated == size else {
      throw COCORuns.Fault.badSum(found: stated.count, expected: size.count)
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
    }
  }
}

extension Mask {
  /// Makes a polygon's pixels object too.
  mutating func add(_ polygon: COCOPolygon) {
    let other = polygon.mask(in: size)
    codes.withUnsafeMutableBufferPointer { codes in
      other.codes.withUnsafeBufferPointer { other in
        for index in 0..<codes.count { codes[index] |= other[index] }
      }
    }
  }
}
