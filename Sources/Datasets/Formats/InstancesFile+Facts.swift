import Basics
import Imaging

extension InstancesFile {
  /// The longest side of a picture that a file may name.
  private static let longestSide = 1 << 20

  /// Takes a picture's facts; `key` is its id where it does not say.
  static func picture(
    _ reader: inout JSONReader, key: String?, _ ids: inout AnnotationIDs
  ) throws -> Picture {
    var picture = Picture()
    let start = try reader.offset()
    var id = key.map { ids.number(of: $0) }
    var sides: (height: Int?, width: Int?) = (nil, nil)
    try reader.forEachMember { key, reader in
      switch key {
      case "id": id = try ids.take(&reader) ?? id
      case "file_name": picture.fileName = try reader.text() ?? ""
      case "coco_url": picture.url = try reader.text() ?? ""
      case "height": sides.height = try reader.takesNull() ? nil : reader.integer()
      case "width": sides.width = try reader.takesNull() ? nil : reader.integer()
      default: try reader.skip()
      }
    }
    guard let id else { throw reader.error(.missing(member: "id"), at: start) }
    picture.id = id
    guard let height = sides.height, let width = sides.width else { return picture }
    guard (0...longestSide).contains(height), (0...longestSide).contains(width) else {
      throw reader.error(.outOfRange(number: "\(height)×\(width)"), at: start)
    }
    picture.size = Size(height: height, width: width)
    return picture
  }

  /// Takes a class's facts, or its name alone; `key` is its id where it does not say.
  static func category(
    _ reader: inout JSONReader, key: String?, _ ids: inout AnnotationIDs
  ) throws -> Category {
    var category = Category()
    if let key { category.id = ids.number(of: key) }
    if key != nil, try reader.kind() == .string {
      category.name = try reader.string()
      return category
    }
    try reader.forEachMember { key, reader in
      switch key {
      case "id": category.id = try ids.take(&reader) ?? category.id
      case "name": category.name = try reader.text() ?? ""
      case "isthing": category.isThing = try reader.truth()
      default: try reader.skip()
      }
    }
    return category
  }
}

extension JSONReader {
  /// Takes a truth value that may be written as a number or its text, or be `null` for false.
  mutating func truth() throws(JSONError) -> Bool {
    switch try kind() {
    case .boolean: return try boolean()
    case .null: return try !takesNull()
    case .string:
      let text = try string()
      return !["", "0", "false", "False", "no"].contains(text)
    default: return try double() != 0
    }
  }

  /// Takes a string, or a number as its text; `nil` for `null`.
  mutating func text() throws(JSONError) -> String? {
    switch try kind() {
    case .null:
      _ = try takesNull()
      return nil
    case .number: return String(try integer())
    default: return try string()
    }
  }
}
