import Clicking
import Imaging
import Language

/// The planes of an encoding as a script holds them: a sequence of planes, which `show` draws side by side.
final class EncodedObject: ScriptObject, IndexableObject, IterableObject, SizedObject,
  PicturedObject
{
  let planes: [Plane]
  private let layout: [EncodingPlane]
  private let range: ClosedRange<Float>
  private let objects: [PlaneObject]

  init(_ planes: [Plane], layout: [EncodingPlane], range: ClosedRange<Float>) {
    self.planes = planes
    self.layout = layout
    self.range = range
    objects = planes.map { PlaneObject($0) }
  }

  var typeName: String { "encoded clicks" }
  var repr: String {
    "encoded([\(layout.map(\.name).joined(separator: ", "))]"
      + (planes.first.map { ", \($0.size)" } ?? "") + ")"
  }
  var count: Int { planes.count }
  var members: [Member] { [Member("names", "the planes' names")] }

  func member(named name: String) throws -> Value? {
    name == "names" ? .list(layout.map { .string($0.name) }) : nil
  }

  /// A plane by its number or its name.
  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0] else {
      throw Diagnostic(.type, "encoded clicks are indexed by a number or a plane's name")
    }
    if let name = term.asString, let place = layout.firstIndex(where: { $0.name == name }) {
      return .object(objects[place])
    }
    guard let index = term.asInt, index >= -count, index < count else {
      throw Diagnostic(
        .index, "\(count) planes have no \(term.repr)",
        help: "there are " + layout.map(\.name).joined(separator: ", "))
    }
    return .object(objects[index < 0 ? index + count : index])
  }

  func makeIterator() throws -> () throws -> Value? {
    var iterator = objects.makeIterator()
    return { iterator.next().map { .object($0) } }
  }

  func preview(columns: Int) -> String { repr }

  /// The planes side by side in the colours of the heat map, each under its name.
  func picture() throws -> RasterPicture {
    RasterPicture(
      Montage(
        zip(planes, layout).map { Montage.Panel($0.heatMap(range), caption: $1.name) }
      ).draw())
  }
}
