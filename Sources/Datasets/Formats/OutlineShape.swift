import Basics

/// What can be told of an annotation's `segmentation` without drawing it.
enum OutlineShape: Sendable {
  /// All of it can be drawn.
  case drawable
  /// A polygon of it can be drawn, and another lacks corners or a coordinate.
  case partlyDrawable
  /// There is none, or an empty list.
  case missing
  /// No polygon of it has three corners.
  case fewCorners
  /// Its only polygons have an odd number of coordinates below six, so that one is missing.
  case oddCoordinates

  /// Passes over a `segmentation`.
  ///
  /// A list holds polygons, each a list of coordinates or of pairs, or run lengths; or it is a polygon itself.
  init(_ reader: inout JSONReader) throws {
    guard try reader.kind() == .array else {
      self = try reader.kind() == .null ? .missing : .drawable
      try reader.skip()
      return
    }
    var counts = Counts()
    try reader.forEachElement { reader in
      let kind = try reader.kind()
      counts.add(try reader.skipCounting(), kind)
    }
    self = counts.shape
  }

  /// How many numbers the elements of a list have.
  private struct Counts {
    private var elements = 0
    private var plain = 0
    private var pairs = 0
    private var largest = 0
    private var smallest = Int.max
    private var hasOdd = false
    private var hasRuns = false

    mutating func add(_ count: Int, _ kind: JSONReader.Kind) {
      elements += 1
      if kind == .number { plain += 1 }
      if kind == .object, count != 2 { hasRuns = true }
      if count == 2 { pairs += 1 }
      if count % 2 == 1 { hasOdd = true }
      largest = max(largest, count)
      smallest = min(smallest, count)
    }

    var shape: OutlineShape {
      if hasRuns { return .drawable }
      let isOnePolygon = plain == elements || pairs == elements
      let corners = plain == elements ? plain / 2 : isOnePolygon ? elements : largest / 2
      if isOnePolygon, corners >= 3 { return plain % 2 == 0 ? .drawable : .partlyDrawable }
      if corners >= 3 { return hasOdd || smallest < 6 ? .partlyDrawable : .drawable }
      if largest == 0 { return .missing }
      return hasOdd && plain < elements ? .oddCoordinates : .fewCorners
    }
  }
}
