import Basics

/// A label file of YOLO's segmentation: a line an object, its class's number and the corners of its polygon as
/// shares of the picture's width and height.
enum YOLOLabels {
  /// The most bytes of a file.
  private static let limit = 1 << 26

  /// What is annotated, with coordinates from 0 to 1.
  ///
  /// - Parameter names: the classes by their numbers; others are called by these.
  /// - Throws: `SystemError`, ``DatasetError/badAnnotation(file:place:detail:)``.
  static func annotation(
    of path: String, picture: String, names: [Int: String]
  ) throws -> PictureAnnotation {
    var annotation = PictureAnnotation(.file(picture))
    annotation.isRelative = true
    var line = 0
    for text in try Files.read(path, limit: limit).split(
      separator: 0x0A, omittingEmptySubsequences: false)
    {
      line += 1
      let words = text.split(whereSeparator: { $0 <= 0x20 }).map {
        String(decoding: $0, as: UTF8.self)
      }
      if words.isEmpty { continue }
      do { try add(words, names, to: &annotation) } catch {
        throw DatasetError.badAnnotation(file: path, place: "line \(line)", detail: error.detail)
      }
    }
    return annotation
  }

  private static func add(
    _ words: [String], _ names: [Int: String], to annotation: inout PictureAnnotation
  ) throws(BadShape) {
    guard let number = Double(words[0]).flatMap({ Int(exactly: $0) }), number >= 0 else {
      throw BadShape(detail: "'\(words[0].prefix(20))' is no class's number")
    }
    var coordinates: [Double] = []
    for word in words.dropFirst() {
      guard let coordinate = Double(word), coordinate.isFinite else {
        throw BadShape(detail: "'\(word.prefix(20))' is no coordinate")
      }
      guard (-1...2).contains(coordinate) else {
        throw BadShape(
          detail:
            "the coordinate \(word.prefix(20)) is no share of a side: pixels are divided by width or height"
        )
      }
      coordinates.append(coordinate)
    }
    guard coordinates.count % 2 == 0 else {
      throw BadShape(
        detail: "\(coordinates.count) coordinates behind the class, expected pairs of x and y")
    }
    let object = DrawnObject(
      category: names[number] ?? "\(number)", categoryID: number, outlines: [])
    if coordinates.count == 4 {
      annotation.leaveOut("a box without an outline", object)
    } else {
      annotation.add(polygon: coordinates, of: object)
    }
  }

  /// Whether a file is one: its first line that is not empty has a class and four numbers at least.
  static func isMeant(by path: String) -> Bool {
    guard let file = try? FileBytes(mapping: path),
      let head = file.slice(at: 0, count: min(file.count, 1 << 12))?.array,
      let line = head.split(separator: 0x0A).first(where: { $0.contains { $0 > 0x20 } })
    else { return false }
    let words = line.split(whereSeparator: { $0 <= 0x20 }).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard words.count >= 5, Double(words[0]) != nil else {
      return false
    }
    return words.dropFirst().dropLast(line.count == head.count ? 1 : 0).allSatisfy {
      Double($0) != nil
    }
  }
}
