import Basics
import Imaging

/// An object as an annotation tool draws it.
struct DrawnObject: Sendable {
  /// The class by its name.
  var category: String?
  /// The class by its number.
  var categoryID: Int?
  /// The annotation's own number.
  var sourceID: Int?
  /// Whether it stands for several objects at once.
  var isCrowd = false
  /// Whether its pixels do not count.
  var isIgnored = false
  /// Shapes of one class and group are one object.
  var group: Int?
  /// The parts, which together are the object.
  var outlines: [Outline]

  /// How a message speaks of it.
  var words: String { category.map { "'\($0)'" } ?? "an object" }
}

/// What an annotation tool has stored of one picture.
struct PictureAnnotation: Sendable {
  /// Where the picture is.
  enum Picture: Sendable {
    /// In a file.
    case file(String)
    /// In the annotation itself, as the bytes of a file.
    case bytes([UInt8])
  }

  /// The picture.
  var picture: Picture
  /// The size that the annotation states.
  var size: Size?
  /// The objects in the order of the annotation.
  var objects: [DrawnObject] = []
  /// What is no region, in words: points, lines, shapes with too few corners.
  var leftOut: [String] = []
  /// Whether coordinates are shares of the picture's sides.
  var isRelative = false

  init(_ picture: Picture, size: Size? = nil) {
    self.picture = picture
    self.size = size
  }

  /// Adds a shape: to the object of its class and group, or as one of its own.
  mutating func add(_ object: DrawnObject) {
    if let group = object.group,
      let place = objects.firstIndex(where: {
        $0.group == group && $0.category == object.category && $0.isIgnored == object.isIgnored
      })
    {
      objects[place].outlines += object.outlines
    } else {
      objects.append(object)
    }
  }

  /// Adds a polygon, which has three corners at least.
  mutating func add(polygon corners: [Double], holes: [[Double]] = [], of object: DrawnObject) {
    guard corners.count >= 6 else {
      return leaveOut("a polygon of \(corners.count / 2) corners", object)
    }
    var object = object
    object.outlines = [.polygon(corners, holes: holes)]
    add(object)
  }

  /// Notes what is no region.
  mutating func leaveOut(_ what: String, _ object: DrawnObject) {
    leftOut.append(object.category.map { "\(what), '\($0)'" } ?? what)
  }
}

/// A number that an annotation must not hold, in words.
struct BadShape: Error, Equatable {
  let detail: String
}

extension JSONValue {
  /// A coordinate, which is finite.
  func coordinate() throws(BadShape) -> Double {
    guard let number, number.isFinite else {
      throw BadShape(detail: "a coordinate is no number")
    }
    return number
  }

  /// Points as pairs, x and y in turn.
  func points() throws(BadShape) -> [Double] {
    guard let array else { throw BadShape(detail: "a shape has no list of points") }
    var coordinates: [Double] = []
    for point in array {
      guard let pair = point.array, pair.count >= 2 else {
        throw BadShape(detail: "a point is no pair of x and y")
      }
      coordinates.append(try pair[0].coordinate())
      coordinates.append(try pair[1].coordinate())
    }
    return coordinates
  }

  /// The height and width that two members state; `nil` where they do not.
  func size(height: String, width: String) throws(BadShape) -> Size? {
    guard let height = self[height]?.integer, let width = self[width]?.integer else { return nil }
    return try Size(stated: height, width)
  }
}

extension Size {
  /// A size that a file states, of sides that a picture may have.
  init(stated height: Int, _ width: Int) throws(BadShape) {
    guard (0...1 << 20).contains(height), (0...1 << 20).contains(width) else {
      throw BadShape(detail: "a size of \(height)×\(width) is out of range")
    }
    self.init(height: height, width: width)
  }
}
