import Glibc
import Imaging

/// A part of an object as an annotation tool stores it.
///
/// x goes to the right, y down, in pixels; (0, 0) is the corner of the first pixel, whose middle is (0.5, 0.5).
enum Outline: Sendable {
  /// Corners of a polygon, x and y in turn, and those of its holes: drawn as COCO's (``COCOPolygon``).
  case polygon([Double], holes: [[Double]] = [])
  /// The pixels whose middle lies in an ellipse; `angle` turns its first axis clockwise, in radians.
  case ellipse(x: Double, y: Double, radiusX: Double, radiusY: Double, angle: Double = 0)
  /// The pixels of a box of which only these are object; what lies outside the picture is cut off.
  case pixels(Mask, row: Int, column: Int)
  /// Run lengths of the whole picture as COCO has them.
  case runs(COCORuns)
  /// Pairs of a first pixel, from 0, and a count, along the columns or the rows of the whole picture.
  case spans([Int], RunOrder)

  /// What may be wrong once the picture's size is known, in words.
  struct Fault: Error, Equatable { let detail: String }

  /// A box with its sides along the picture's, as a polygon.
  static func box(left: Double, top: Double, right: Double, bottom: Double) -> Outline {
    .polygon([left, top, right, top, right, bottom, left, bottom])
  }

  /// A box that is turned clockwise about its middle by an angle in radians.
  static func box(
    left: Double, top: Double, right: Double, bottom: Double, turned angle: Double
  ) -> Outline {
    guard angle != 0 else { return box(left: left, top: top, right: right, bottom: bottom) }
    let (x, y) = ((left + right) / 2, (top + bottom) / 2)
    let (cosine, sine) = (cos(angle), sin(angle))
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return .polygon(
      corners.flatMap { corner in
        let (across, down) = (corner.0 - x, corner.1 - y)
        return [x + across * cosine - down * sine, y + across * sine + down * cosine]
      })
  }

  /// Makes the outline's pixels object.
  ///
  /// - Throws: ``Fault`` where it does not fit a picture of the mask's size.
  func draw(into mask: inout Mask) throws(Fault) {
    switch self {
    case .polygon(let corners, let holes):
      var drawn = COCOPolygon(coordinates: corners).mask(in: mask.size)
      for hole in holes { drawn.remove(COCOPolygon(coordinates: hole).mask(in: mask.size)) }
      mask.add(drawn)
    case .ellipse(let x, let y, let radiusX, let radiusY, let angle):
      Ellipse(x: x, y: y, radiusX: radiusX, radiusY: radiusY, angle: angle).draw(into: &mask)
    case .pixels(let pixels, let row, let column):
      mask.add(pixels, row: row, column: column)
    case .runs(let runs):
      guard runs.size == mask.size else {
        throw Fault(detail: "the run lengths are of \(runs.size), but the image is \(mask.size)")
      }
      mask.add(runs.mask)
    case .spans(let spans, let order):
      try mask.add(spans: spans, order)
    }
  }

  /// The outline with coordinates that are shares of the picture's sides as pixels.
  func scaled(to size: Size) -> Outline {
    guard case .polygon(let corners, let holes) = self else { return self }
    let sides = [Double(size.width), Double(size.height)]
    func scaled(_ corners: [Double]) -> [Double] {
      corners.indices.map { corners[$0] * sides[$0 % 2] }
    }
    return .polygon(scaled(corners), holes: holes.map(scaled))
  }
}

/// Along which sides of a picture run lengths count.
public enum RunOrder: String, CaseIterable, Sendable {
  /// Down the columns, from the left to the right.
  case columns
  /// Along the rows, from the top down.
  case rows
}
