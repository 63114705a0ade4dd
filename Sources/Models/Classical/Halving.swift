import Clicking
import Imaging

// Pictures of half the height and width, rounded up: each pixel stands for a square of 2 × 2.

extension Size {
  /// Half the height and width.
  var halved: Size { Size(height: (height + 1) / 2, width: (width + 1) / 2) }

  /// The offsets of the square that a pixel of the halved size stands for; at the edge some coincide.
  @inline(__always)
  func square(row: Int, column: Int) -> (Int, Int, Int, Int) {
    let (top, left) = (2 * row, 2 * column)
    let bottom = min(top + 1, height - 1)
    let right = min(left + 1, width - 1)
    return (
      top * width + left, top * width + right, bottom * width + left, bottom * width + right
    )
  }
}

extension Click {
  /// The click at the halved size.
  var halved: Click {
    Click(Pixel(row: pixel.row / 2, column: pixel.column / 2), isPositive: isPositive)
  }
}

extension LabImage {
  /// The mean colour of each square.
  var halved: LabImage {
    let half = size.halved
    var colors: [Color] = []
    colors.reserveCapacity(half.count)
    for row in 0..<half.height {
      for column in 0..<half.width {
        let (a, b, c, d) = size.square(row: row, column: column)
        let sum = self.colors[a] + self.colors[b] + self.colors[c] + self.colors[d]
        colors.append(sum * 0.25)
      }
    }
    return LabImage(size: half, colors: colors)
  }
}

extension Plane {
  /// The mean value of each square.
  var halved: Plane {
    var half = Plane(size: size.halved)
    for row in 0..<half.size.height {
      for column in 0..<half.size.width {
        let (a, b, c, d) = size.square(row: row, column: column)
        half.values[row * half.size.width + column] =
          0.25 * (values[a] + values[b] + values[c] + values[d])
      }
    }
    return half
  }

  /// Adds a plane of the halved size, interpolated between the middles of its squares.
  mutating func addDoubled(_ half: Plane) {
    let (height, width) = (half.size.height, half.size.width)
    for row in 0..<size.height {
      let near = row / 2 * width
      let far = min(max(row / 2 + (row % 2 == 0 ? -1 : 1), 0), height - 1) * width
      for column in 0..<size.width {
        let inner = column / 2
        let outer = min(max(inner + (column % 2 == 0 ? -1 : 1), 0), width - 1)
        let nearer = 0.75 * half.values[near + inner] + 0.25 * half.values[near + outer]
        let farther = 0.75 * half.values[far + inner] + 0.25 * half.values[far + outer]
        values[row * size.width + column] += 0.75 * nearer + 0.25 * farther
      }
    }
  }
}
