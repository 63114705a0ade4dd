import Imaging

/// A mask with what is asked about it again and again.
struct MeasuredMask: Sendable {
  let mask: Mask
  let area: Int
  let box: PixelBox

  /// Measures a mask; `nil` where it has no object.
  init?(_ mask: Mask) {
    guard let box = mask.boundingBox else { return nil }
    self.mask = mask
    self.box = box
    area = mask.area
  }

  /// How many pixels both have.
  func intersection(_ other: MeasuredMask) -> Int {
    let box = box.intersection(other.box)
    if box.size.count == 0 { return 0 }
    let width = mask.size.width
    return mask.codes.withUnsafeBufferPointer { codes in
      other.mask.codes.withUnsafeBufferPointer { others in
        var count = 0
        for row in box.rows {
          for index in row * width + box.columns.lowerBound..<row * width + box.columns.upperBound
          where codes[index] == Mask.object && others[index] == Mask.object {
            count += 1
          }
        }
        return count
      }
    }
  }

  /// Intersection over union, pixel by pixel.
  func iou(_ other: MeasuredMask) -> Double {
    let both = intersection(other)
    return Double(both) / Double(area + other.area - both)
  }

  /// The product of the boxes' intersections over unions along rows and along columns: RITM's.
  func boxIoU(_ other: MeasuredMask) -> Double {
    Self.iou(box.rows, other.box.rows) * Self.iou(box.columns, other.box.columns)
  }

  /// Whether the other lies in this: at least 70 % of its box, and more than 80 % of its pixels.
  func contains(_ other: MeasuredMask) -> Bool {
    let shared = box.intersection(other.box).size.count
    guard Double(shared) / Double(other.box.size.count) >= 0.7 else { return false }
    return Double(intersection(other)) / Double(other.area) > 0.8
  }

  private static func iou(_ first: Range<Int>, _ second: Range<Int>) -> Double {
    let both = max(
      0,
      min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound))
    let hull =
      max(first.upperBound, second.upperBound) - min(first.lowerBound, second.lowerBound)
    return Double(both) / Double(hull)
  }
}

/// Which masks of an image are parts of which.
///
/// Masks are taken from the largest to the smallest; each becomes a child of the smallest mask that contains
/// it, looked for among those below the first that does (RITM's annotation of COCO+LVIS).
struct MaskHierarchy: Sendable {
  /// The parent of each mask.
  private(set) var parents: [Int?]
  /// The children of each mask, the largest first.
  private(set) var children: [[Int]]
  /// How many parents lie above each mask.
  private(set) var levels: [Int]

  /// Finds out who contains whom.
  init(_ masks: [MeasuredMask]) {
    parents = [Int?](repeating: nil, count: masks.count)
    children = [[Int]](repeating: [], count: masks.count)
    levels = [Int](repeating: 0, count: masks.count)
    let order = MaskHierarchy.descending(masks.map(\.area))
    for (place, large) in order.enumerated() {
      for small in order[(place + 1)...]
      where parents[small] == nil && masks[large].contains(masks[small]) {
        let parent = smallestContaining(small, below: large, of: masks) ?? large
        parents[small] = parent
        children[parent].append(small)
        levels[small] = levels[parent] + 1
      }
    }
  }

  private func smallestContaining(
    _ mask: Int, below root: Int, of masks: [MeasuredMask]
  ) -> Int? {
    for child in children[root] where masks[child].area >= masks[mask].area && child != mask {
      if let found = smallestContaining(mask, below: child, of: masks) { return found }
    }
    return masks[root].contains(masks[mask]) ? root : nil
  }

  /// Places from the largest area to the smallest; of equal ones the last comes first.
  static func descending(_ areas: [Int]) -> [Int] {
    areas.indices.sorted { (areas[$0], $0) > (areas[$1], $1) }
  }
}
