import Imaging

/// COCO's run lengths: pixels counted down the columns, background and object in turn.
///
/// A file holds them as a list of counts or as a string of printable characters; both are of
/// pycocotools (`maskApi.c`).
struct COCORuns {
  /// Height and width.
  let size: Size
  /// How many pixels each run has, the first of them background.
  let counts: [Int]

  /// What run lengths may be wrong in.
  enum Fault: Error, Equatable {
    /// The string ends inside a count, or holds a character that none is written with.
    case badString
    /// A count is negative, or the counts are not as many pixels as the picture has.
    case badSum(found: Int, expected: Int)
    /// They say that they are of another size than the picture.
    case badSize(found: [Int], expected: Size)
  }

  /// Takes counts as they are listed.
  init(size: Size, counts: [Int]) throws(Fault) {
    var sum = 0
    for count in counts {
      guard count >= 0, count <= size.count - sum else {
        throw .badSum(found: count < 0 ? count : sum + min(count, size.count), expected: size.count)
      }
      sum += count
    }
    guard sum == size.count else { throw .badSum(found: sum, expected: size.count) }
    self.size = size
    self.counts = counts
  }

  /// Takes counts that are known to add up to the size.
  init(size: Size, validCounts counts: [Int]) {
    self.size = size
    self.counts = counts
  }

  /// Reads the compressed form: numbers of 5 bits a character, the lowest first, bit 5 says that more
  /// follow, the last one's bit 4 is the sign; from the fourth number on, the difference to the last but one.
  init(size: Size, string: String) throws(Fault) {
    var counts: [Int] = []
    var (value, shift) = (0, 0)
    for byte in string.utf8 {
      guard byte >= 48, byte < 48 + 64, shift < 60 else { throw .badString }
      let bits = Int(byte - 48)
      value |= (bits & 0x1F) << shift
      shift += 5
      if bits & 0x20 != 0 { continue }
      if bits & 0x10 != 0 { value |= -1 << shift }
      counts.append(counts.count > 2 ? counts[counts.count - 2] &+ value : value)
      (value, shift) = (0, 0)
    }
    guard shift == 0 else { throw .badString }
    try self.init(size: size, counts: counts)
  }

  /// The object pixels as a mask.
  var mask: Mask {
    var ends: [Int] = []
    ends.reserveCapacity(counts.count)
    var sum = 0
    for count in counts {
      sum += count
      ends.append(sum)
    }
    return Mask(size: size, togglesDownColumns: ends)
  }
}

extension Mask {
  /// A mask whose pixels, counted down the columns, change between background and object at these
  /// places in ascending order; a place that occurs twice changes nothing.
  init(size: Size, togglesDownColumns toggles: [Int]) {
    self.init(size: size)
    let (height, width) = (size.height, size.width)
    guard size.count > 0 else { return }
    codes.withUnsafeMutableBufferPointer { codes in
      for pair in stride(from: 0, to: toggles.count, by: 2) {
        let end = pair + 1 < toggles.count ? min(toggles[pair + 1], height * width) : height * width
        var place = toggles[pair]
        while place < end {
          let (column, top) = (place / height, place % height)
          let bottom = min(height, top + end - place)
          for row in top..<bottom { codes[row * width + column] = Mask.object }
          place += bottom - top
        }
      }
    }
  }
}
