internal import Imaging

/// Parts of masks in which robots click.
extension Mask {
  /// Object where this is background: neither object nor ignored.
  var surroundings: Mask {
    Mask(size: size, codes: codes.recoded { $0 == Self.background ? Self.object : Self.background })
  }

  /// Object where both are, of masks of one size.
  func common(with other: Mask) -> Mask {
    Mask(
      size: size,
      codes: codes.recoded(with: other.codes) {
        ($0 == Self.object ? 1 : 0) & ($1 == Self.object ? 1 : 0)
      })
  }

  /// The object's pixels that are deeper than its greatest depth divided by a number.
  func core(dividedBy divisor: Double) -> Mask {
    let depths = distances(border: .background).values
    let least = Float(Double(depths.withUnsafeBufferPointer(greatestDepth)) / divisor)
    let codes = [UInt8](unsafeUninitializedCapacity: size.count) { codes, count in
      depths.withUnsafeBufferPointer { depths in
        for index in 0..<depths.count {
          codes[index] = depths[index] > least ? Self.object : Self.background
        }
      }
      count = size.count
    }
    return Mask(size: size, codes: codes)
  }

  /// Eroded by as many iterations of a 3×3 square as leave more than a part of the area.
  ///
  /// The number is halved until they do; none leaves all. What lies beyond the picture does not erode.
  func safelyEroded(iterations: Int, keeping part: Double = 0.7) -> Mask {
    let depths = ChessboardDepths(of: self, limit: iterations)
    let least = part * Double(depths.area(deeperThan: 0))
    var iterations = iterations
    while iterations > 0, Double(depths.area(deeperThan: iterations)) <= least { iterations /= 2 }
    return depths.mask(deeperThan: max(iterations, 0))
  }
}

/// The largest of some depths; 0 of none.
func greatestDepth(_ depths: UnsafeBufferPointer<Float>) -> Float {
  let (bytes, whole) = (UnsafeRawBufferPointer(depths), depths.count & ~7)
  var largest = SIMD8<Float>.zero
  for index in stride(from: 0, to: whole, by: 8) {
    let next = bytes.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
    largest.replace(with: next, where: next .> largest)
  }
  return depths[whole...].reduce(largest.max()) { max($0, $1) }
}
