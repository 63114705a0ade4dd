/// The few colours that stand for a picture's many, each a multiple of a percent as sixel wants them.
///
/// A picture with no more colours than allowed keeps them. Otherwise the colours are chosen by median
/// cut (Heckbert 1982) on a histogram of 5 bits a channel, and the error is spread to the neighbours
/// (Floyd and Steinberg 1976).
struct Palette {
  let colors: [RGB]
  private let isExact: Bool

  init(_ picture: PixelBuffer, count: Int) {
    let distinct = Palette.distinctColors(of: picture, limit: count)
    isExact = distinct != nil
    colors = distinct ?? Palette.medianCut(picture, count: count)
  }

  /// The percentage nearest to a level of 0 to 255.
  static func percent(_ level: UInt8) -> Int { (Int(level) * 100 + 127) / 255 }

  /// The index of the colour of every pixel.
  func indices(of picture: PixelBuffer) -> [UInt8] {
    isExact ? exactIndices(of: picture) : diffusedIndices(of: picture)
  }

  private static func rounded(_ color: RGB) -> RGB {
    func level(_ value: UInt8) -> UInt8 { UInt8((percent(value) * 255 + 50) / 100) }
    return RGB(red: level(color.red), green: level(color.green), blue: level(color.blue))
  }

  private static func distinctColors(of picture: PixelBuffer, limit: Int) -> [RGB]? {
    var seen: [RGB: Int] = [:]
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let color = rounded(picture.color(row: row, column: column))
        if seen[color] == nil { seen[color] = seen.count }
        if seen.count > limit { return nil }
      }
    }
    return seen.sorted { $0.value < $1.value }.map(\.key)
  }

  private func exactIndices(of picture: PixelBuffer) -> [UInt8] {
    let places = Dictionary(
      uniqueKeysWithValues: colors.enumerated().map { ($1, UInt8($0)) })
    return (0..<picture.width * picture.height).map { pixel in
      let color = picture.color(row: pixel / picture.width, column: pixel % picture.width)
      return places[Palette.rounded(color)] ?? 0
    }
  }

  /// The nearest colours after the errors of earlier pixels were added: 7/16 of an error go to the
  /// right, 3/16, 5/16 and 1/16 to the three pixels below.
  private func diffusedIndices(of picture: PixelBuffer) -> [UInt8] {
    let width = picture.width
    var nearest = NearestColor(colors)
    var result: [UInt8] = []
    result.reserveCapacity(width * picture.height)
    // One row of errors for this row and one for the next, in sixteenths, a pixel wider at both ends.
    var here = [Int](repeating: 0, count: (width + 2) * 3)
    for row in 0..<picture.height {
      var below = [Int](repeating: 0, count: (width + 2) * 3)
      for column in 0..<width {
        let place = (column + 1) * 3
        let start = (row * width + column) * 3
        let wanted = (0..<3).map {
          min(max(Int(picture.bytes[start + $0]) + here[place + $0] / 16, 0), 255)
        }
        let index = nearest.index(
          of: RGB(red: UInt8(wanted[0]), green: UInt8(wanted[1]), blue: UInt8(wanted[2])))
        result.append(UInt8(index))
        let taken = [colors[index].red, colors[index].green, colors[index].blue]
        for channel in 0..<3 {
          let error = wanted[channel] - Int(taken[channel])
          here[place + 3 + channel] += 7 * error
          below[place - 3 + channel] += 3 * error
          below[place + channel] += 5 * error
          below[place + 3 + channel] += error
        }
      }
      here = below
    }
    return result
  }
}

/// The index of the nearest colour of a palette, remembered for cells of 5 bits a channel.
private struct NearestColor {
  private let colors: [RGB]
  private var known = [Int16](repeating: -1, count: 1 << 15)

  init(_ colors: [RGB]) { self.colors = colors }

  mutating func index(of color: RGB) -> Int {
    let cell = Histogram.cell(of: color)
    if known[cell] >= 0 { return Int(known[cell]) }
    let center = Histogram.color(of: cell)
    let index = colors.indices.min {
      colors[$0].distance(to: center) < colors[$1].distance(to: center)
    }
    known[cell] = Int16(index ?? 0)
    return index ?? 0
  }
}

/// How many pixels fall into each cell of the cube of colours, 32 cells along each axis.
private enum Histogram {
  static func cell(of color: RGB) -> Int {
    (Int(color.red) >> 3) << 10 | (Int(color.green) >> 3) << 5 | Int(color.blue) >> 3
  }

  static func color(of cell: Int) -> RGB {
    func level(_ bits: Int) -> UInt8 { UInt8((bits & 31) * 255 / 31) }
    return RGB(red: level(cell >> 10), green: level(cell >> 5), blue: level(cell))
  }
}

extension Palette {
  /// Splits the box with the most pixels times its longest side, at the median along that side, until
  /// there are enough; a box's colour is the mean of its pixels.
  private static func medianCut(_ picture: PixelBuffer, count: Int) -> [RGB] {
    var weights = [Int](repeating: 0, count: 1 << 15)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        weights[Histogram.cell(of: picture.color(row: row, column: column))] += 1
      }
    }
    var boxes = [Box(cells: weights.indices.filter { weights[$0] > 0 }, weights)]
    while boxes.count < count {
      guard let widest = boxes.indices.max(by: { boxes[$0].urgency < boxes[$1].urgency }),
        let halves = boxes[widest].split(weights)
      else { break }
      boxes[widest] = halves.0
      boxes.append(halves.1)
    }
    var seen: Set<RGB> = []
    return boxes.map { rounded($0.mean(weights)) }.filter { seen.insert($0).inserted }
  }

  private struct Box {
    let cells: [Int]
    let weight: Int
    /// The shift that takes the coordinate along the longest side out of a cell's number.
    let shift: Int
    let length: Int

    var urgency: Int { weight * length }

    init(cells: [Int], _ weights: [Int]) {
      self.cells = cells
      weight = cells.reduce(0) { $0 + weights[$1] }
      let sides = [10, 5, 0].map { shift -> (shift: Int, length: Int) in
        let places = cells.map { $0 >> shift & 31 }
        return (shift, (places.max() ?? 0) - (places.min() ?? 0))
      }
      let longest = sides.max { $0.length < $1.length } ?? (10, 0)
      (shift, length) = (longest.shift, longest.length)
    }

    func split(_ weights: [Int]) -> (Box, Box)? {
      guard length > 0 else { return nil }
      let sorted = cells.sorted { ($0 >> shift & 31, $0) < ($1 >> shift & 31, $1) }
      var sum = 0
      let middle = sorted.firstIndex { cell in
        sum += weights[cell]
        return sum * 2 >= weight
      }
      let cut = min(max((middle ?? 0) + 1, 1), sorted.count - 1)
      return (
        Box(cells: Array(sorted[..<cut]), weights), Box(cells: Array(sorted[cut...]), weights)
      )
    }

    func mean(_ weights: [Int]) -> RGB {
      var sums = (red: 0, green: 0, blue: 0)
      for cell in cells {
        let color = Histogram.color(of: cell)
        sums.red += Int(color.red) * weights[cell]
        sums.green += Int(color.green) * weights[cell]
        sums.blue += Int(color.blue) * weights[cell]
      }
      let total = max(weight, 1)
      return RGB(
        red: UInt8(sums.red / total), green: UInt8(sums.green / total),
        blue: UInt8(sums.blue / total))
    }
  }
}
