/// A closed line along the sides of pixels, around an object or around a hole in it.
public struct BoundaryRing: Hashable, Sendable {
  /// The corners, each once: x and y of a corner of pixels, of which (0, 0) is the first pixel's upper left one.
  public var corners: [(x: Int, y: Int)] { places.map { ($0 % columns, $0 / columns) } }
  /// Which of the object's 4-connected components it bounds, from 1.
  public let component: Int

  private let places: [Int]
  private let columns: Int

  fileprivate init(places: [Int], columns: Int, component: Int) {
    self.places = places
    self.columns = columns
    self.component = component
  }
}

extension Mask {
  /// The lines between object pixels and all others, the picture's border included.
  ///
  /// Going along a line has the object on the right. Of each component, pixels that share a side, the outer line comes
  /// first. Filled by the even-odd rule the rings of a component are its pixels, exactly.
  public func boundaryRings() -> [BoundaryRing] {
    let labels = Components(of: self, connectivity: .four).labels()
    var tracer = BoundaryTracer(mask: self)
    var rings: [BoundaryRing] = []
    // Each ring has a side on top of a pixel; in this order the outer ring is met before those of its holes.
    for place in codes.indices where tracer.hasOpenTop(place) {
      rings.append(
        BoundaryRing(
          places: tracer.ring(from: place), columns: size.width + 1,
          component: Int(labels[place])))
    }
    return rings
  }
}

/// Follows the sides of object pixels.
private struct BoundaryTracer {
  private let isObject: [Bool]
  private let size: Size
  /// The upper sides that were gone along already.
  private var isDone: [Bool]

  init(mask: Mask) {
    isObject = mask.codes.map { $0 == Mask.object }
    size = mask.size
    isDone = [Bool](repeating: false, count: mask.codes.count)
  }

  /// Whether an upper side of the object has not been gone along.
  func hasOpenTop(_ place: Int) -> Bool {
    isObject[place] && !isDone[place] && (place < size.width || !isObject[place - size.width])
  }

  private func object(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < size.height && column >= 0 && column < size.width
      && isObject[row * size.width + column]
  }

  /// The places of the corners where a ring turns, beginning with the upper left one of a pixel's upper side.
  mutating func ring(from start: Int) -> [Int] {
    let first = (x: start % size.width, y: start / size.width)
    var (x, y) = first
    // To the right, down, to the left, up.
    var direction = 0
    var corners: [Int] = []
    repeat {
      if direction == 0 { isDone[y * size.width + x] = true }
      x += [1, 0, -1, 0][direction]
      y += [0, 1, 0, -1][direction]
      let (right, left) = ahead(x, y, direction)
      let turn = !right ? 1 : left ? 3 : 0
      if turn != 0 { corners.append(y * (size.width + 1) + x) }
      direction = (direction + turn) % 4
    } while (x, y) != first || direction != 0
    return corners
  }

  /// Whether the two pixels in front of a corner are object: on the right hand, and on the left.
  private func ahead(_ x: Int, _ y: Int, _ direction: Int) -> (right: Bool, left: Bool) {
    switch direction {
    case 0: (object(y, x), object(y - 1, x))
    case 1: (object(y, x - 1), object(y, x))
    case 2: (object(y - 1, x - 1), object(y, x - 1))
    default: (object(y - 1, x), object(y - 1, x - 1))
    }
  }
}
