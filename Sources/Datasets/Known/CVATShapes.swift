import Basics
import Imaging

extension CVATFile {
  /// An `<image>` with its shapes.
  static func picture(_ tag: XMLReader.Tag, _ reader: inout XMLReader) throws -> Picture {
    guard let name = tag["name"], !name.isEmpty else {
      throw reader.error(.missing(attribute: "name", element: "image"), at: tag)
    }
    var annotation = PictureAnnotation(.file(name))
    if tag["height"] != nil || tag["width"] != nil {
      guard let height = Int(exactly: try number("height", of: tag)),
        let width = Int(exactly: try number("width", of: tag))
      else { throw BadShape(detail: "<image> has no whole size") }
      annotation.size = try Size(stated: height, width)
    }
    try reader.forEachChild { shape, reader in
      var object = DrawnObject(category: shape["label"], outlines: [])
      object.group = shape["group_id"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
      try reader.forEachChild { child, reader in
        if child.name == "attribute", child["name"]?.lowercased() == "iscrowd" {
          object.isCrowd = ["true", "1"].contains(try reader.text().lowercased())
        }
      }
      try add(shape, object, to: &annotation)
    }
    return Picture(name: name, annotation: annotation)
  }

  private static func add(
    _ shape: XMLReader.Tag, _ object: DrawnObject, to annotation: inout PictureAnnotation
  ) throws {
    var object = object
    switch shape.name {
    case "polygon":
      return annotation.add(polygon: try points(shape["points"] ?? ""), of: object)
    case "box":
      object.outlines = [
        .box(
          left: try number("xtl", of: shape), top: try number("ytl", of: shape),
          right: try number("xbr", of: shape), bottom: try number("ybr", of: shape),
          turned: try angle(of: shape))
      ]
    case "ellipse":
      object.outlines = [
        .ellipse(
          x: try number("cx", of: shape), y: try number("cy", of: shape),
          radiusX: try number("rx", of: shape), radiusY: try number("ry", of: shape),
          angle: try angle(of: shape))
      ]
    case "mask": object.outlines = [try mask(shape)]
    case "tag": return
    default: return annotation.leaveOut("a \(shape.name)", object)
    }
    annotation.add(object)
  }

  private static func angle(of shape: XMLReader.Tag) throws(BadShape) -> Double {
    shape["rotation"] == nil ? 0 : try number("rotation", of: shape) * .pi / 180
  }

  private static func number(_ name: String, of tag: XMLReader.Tag) throws(BadShape) -> Double {
    guard let number = tag[name].flatMap({ Double($0) }), number.isFinite else {
      throw BadShape(detail: "<\(tag.name)> has no number \(name)")
    }
    return number
  }

  /// `x,y;x,y` as numbers in turn.
  private static func points(_ text: String) throws(BadShape) -> [Double] {
    var coordinates: [Double] = []
    for point in text.utf8.split(separator: UInt8(ascii: ";")) {
      let pair = point.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard pair.count == 2 else { throw BadShape(detail: "a point is no pair of x and y") }
      for part in pair {
        let word = String(decoding: part, as: UTF8.self)
        guard let number = Double(word.trimmed), number.isFinite else {
          throw BadShape(detail: "a coordinate is no number")
        }
        coordinates.append(number)
      }
    }
    return coordinates
  }

  /// Run lengths along the rows of a box, background and object in turn.
  private static func mask(_ shape: XMLReader.Tag) throws(BadShape) -> Outline {
    func whole(_ name: String) throws(BadShape) -> Int {
      guard let number = Int(exactly: try number(name, of: shape)) else {
        throw BadShape(detail: "<mask> has no whole number \(name)")
      }
      return number
    }
    let size = try Size(stated: whole("height"), whole("width"))
    guard size.count <= 1 << 30 else { throw BadShape(detail: "<mask> is of \(size) pixels") }
    var codes: [UInt8] = []
    var code = Mask.background
    for part in (shape["rle"] ?? "").utf8.split(separator: UInt8(ascii: ",")) {
      guard let count = Int(String(decoding: part, as: UTF8.self).trimmed), count >= 0,
        count <= size.count - codes.count
      else { throw BadShape(detail: "the run lengths of <mask> do not fit its \(size) pixels") }
      codes += repeatElement(code, count: count)
      code = code == Mask.object ? Mask.background : Mask.object
    }
    guard codes.count == size.count else {
      throw BadShape(
        detail: "the run lengths of <mask> are of \(codes.count) pixels, but it is \(size)")
    }
    return .pixels(Mask(size: size, codes: codes), row: try whole("top"), column: try whole("left"))
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = utf8.drop { $0 <= 0x20 }
    return String(
      decoding: start.dropLast(start.reversed().prefix { $0 <= 0x20 }.count), as: UTF8.self)
  }
}
