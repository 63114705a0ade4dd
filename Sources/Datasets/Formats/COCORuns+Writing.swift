import Imaging

extension COCORuns {
  /// The run lengths of a mask's object pixels.
  init(of mask: Mask) {
    let (height, width) = (mask.size.height, mask.size.width)
    var counts: [Int] = []
    var (last, count) = (false, 0)
    mask.codes.withUnsafeBufferPointer { codes in
      for column in 0..<width {
        var place = column
        for _ in 0..<height {
          let isObject = codes[place] == Mask.object
          if isObject != last {
            counts.append(count)
            (last, count) = (isObject, 0)
          }
          count += 1
          place += width
        }
      }
    }
    self.init(size: mask.size, validCounts: counts + [count])
  }

  /// The compressed form, as ``init(size:string:)`` reads it.
  var string: String {
    var text: [UInt8] = []
    for (index, count) in counts.enumerated() {
      var value = index > 2 ? count - counts[index - 2] : count
      var isOpen = true
      while isOpen {
        let bits = value & 0x1F
        value >>= 5
        isOpen = bits & 0x10 != 0 ? value != -1 : value != 0
        text.append(UInt8(truncatingIfNeeded: bits | (isOpen ? 0x20 : 0)) + 48)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Polygons that ``COCOPolygon`` draws as exactly the pixels they were made of.
enum ExactPolygons {
  /// One polygon a component, x and y in turn; a hole is joined to the outer ring by a line there and back,
  /// which fills nothing.
  static func components(of mask: Mask) -> [[Int]] {
    var rings: [Int: [BoundaryRing]] = [:]
    var order: [Int] = []
    for ring in mask.boundaryRings() {
      if rings[ring.component] == nil { order.append(ring.component) }
      rings[ring.component, default: []].append(ring)
    }
    return order.map { joined(rings[$0] ?? []) }
  }

  /// One polygon of all components, joined in the same way.
  static func whole(of mask: Mask) -> [Int] { joined(mask.boundaryRings()) }

  private static func joined(_ rings: [BoundaryRing]) -> [Int] {
    guard let first = rings.first?.corners, let start = first.first else { return [] }
    var coordinates = first.flatMap { [$0.x, $0.y] }
    for ring in rings.dropFirst() {
      let corners = ring.corners
      guard let own = corners.first else { continue }
      coordinates += [start.x, start.y] + corners.flatMap { [$0.x, $0.y] } + [own.x, own.y]
    }
    return rings.count > 1 ? coordinates + [start.x, start.y] : coordinates
  }
}
