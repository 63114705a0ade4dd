import Glibc
import Imaging

/// An ellipse as pixels.
struct Ellipse {
  let x: Double
  let y: Double
  let radiusX: Double
  let radiusY: Double
  let angle: Double

  func draw(into mask: inout Mask) {
    guard radiusX > 0, radiusY > 0 else { return }
    let (cosine, sine) = (cos(angle), sin(angle))
    let reach = max(radiusX, radiusY)
    let rows = Self.places(y - reach, y + reach, below: mask.size.height)
    let columns = Self.places(x - reach, x + reach, below: mask.size.width)
    for row in rows {
      for column in columns {
        let (across, down) = (Double(column) + 0.5 - x, Double(row) + 0.5 - y)
        let along = (across * cosine + down * sine) / radiusX
        let beside = (down * cosine - across * sine) / radiusY
        if along * along + beside * beside <= 1 {
          mask.codes[row * mask.size.width + column] = Mask.object
        }
      }
    }
  }

  /// The pixels of a side that lie between two coordinates at least in part.
  private static func places(_ first: Double, _ last: Double, below count: Int) -> Range<Int> {
    let low = Int(min(max(first.rounded(.down), 0), Double(count)))
    let high = Int(min(max(last.rounded(.up), 0), Double(count)))
    return low..<max(low, high)
  }
}

extension Mask {
  /// Makes the object pixels of another mask of the same size object here.
  mutating func add(_ other: Mask) { add(other, row: 0, column: 0) }

  /// Makes the object pixels of another mask background here.
  mutating func remove(_ other: Mask) {
    for index in codes.indices where other.codes[index] == Mask.object {
      codes[index] = Mask.background
    }
  }

  /// Makes object what is object in another picture, whose first pixel lies at a place of this one.
  mutating func add(_ other: Mask, row: Int, column: Int) {
    // Sums stay within an integer: no picture is as large.
    guard abs(row) < 1 << 40, abs(column) < 1 << 40 else { return }
    let rows = Self.shared(other.size.height, at: row, of: size.height)
    let columns = Self.shared(other.size.width, at: column, of: size.width)
    for there in rows {
      let (from, to) = (there * other.size.width, (there + row) * size.width + column)
      for place in columns where other.codes[from + place] == Mask.object {
        codes[to + place] = Mask.object
      }
    }
  }

  /// Which places of a side lie in the picture that it is put into.
  private static func shared(_ side: Int, at start: Int, of whole: Int) -> Range<Int> {
    let first = max(0, -start)
    return first..<max(first, min(side, whole - start))
  }

  /// Makes runs of pixels object: pairs of a first one, from 0, and a count.
  mutating func add(spans: [Int], _ order: RunOrder) throws(Outline.Fault) {
    for pair in stride(from: 0, to: spans.count - 1, by: 2) {
      let (start, count) = (spans[pair], spans[pair + 1])
      guard start >= 0, count >= 0, start <= size.count, count <= size.count - start else {
        throw Outline.Fault(
          detail:
            "the run '\(start &+ 1) \(count)' ends outside the image, which has \(size.count) pixels"
        )
      }
      for place in start..<start + count {
        let index =
          order == .rows ? place : place % size.height * size.width + place / size.height
        codes[index] = Mask.object
      }
    }
  }
}
