import Imaging

/// The colours of a picture, gathered into few: statistics of regions are then sums over the palette.
///
/// Colours whose five highest bits agree in red, green and blue share an entry, which holds their
/// mean in CIELAB. A photograph has two to four thousand of the 32³ possible entries, so that fitting
/// and evaluating a colour model costs the same whatever the picture's size.
struct ColorPalette: Sendable {
  /// The entry of each pixel in row-major order.
  let entries: [UInt16]
  /// The mean colour of each entry.
  let colors: [LabImage.Color]

  /// Gathers the colours of `image`, which `lab` holds in CIELAB.
  init(image: Image, lab: LabImage) {
    var entryOfBin = [Int32](repeating: -1, count: 1 << 15)
    var sums: [LabImage.Color] = []
    var counts: [Float] = []
    entries = (0..<image.size.count).map { index in
      let bin = Self.bin(image, index)
      if entryOfBin[bin] < 0 {
        entryOfBin[bin] = Int32(sums.count)
        sums.append(.zero)
        counts.append(0)
      }
      let entry = Int(entryOfBin[bin])
      sums[entry] += lab.colors[index]
      counts[entry] += 1
      return UInt16(entry)
    }
    colors = zip(sums, counts).map { $0 / $1 }
  }

  /// How many entries there are.
  var count: Int { colors.count }

  /// The total weight of each entry's pixels, where `weight` gives that of a pixel.
  func histogram(_ weight: (Int) -> Float) -> [Float] {
    var histogram = [Float](repeating: 0, count: count)
    for index in entries.indices { histogram[Int(entries[index])] += weight(index) }
    return histogram
  }

  private static func bin(_ image: Image, _ index: Int) -> Int {
    let at = 3 * index
    return Int(image.bytes[at] >> 3) << 10 | Int(image.bytes[at + 1] >> 3) << 5
      | Int(image.bytes[at + 2] >> 3)
  }
}
