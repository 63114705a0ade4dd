/// Passes over all pixels by bare pointers.
///
/// Where nothing is optimised, as under test, a closure or a generic call for each pixel takes fifty times as long;
/// that is why these few loops are written out for each type of sample.
enum PixelLoops {
  /// What a table holds for every `step`-th byte from `first` on.
  ///
  /// - Parameter table: 256 entries.
  static func lookUp(
    _ bytes: [UInt8], from first: Int, step: Int, in table: [UInt16]
  ) -> [UInt16] {
    let count = bytes.count / step
    return [UInt16](unsafeUninitializedCapacity: count) { output, initialized in
      bytes.withUnsafeBufferPointer { bytes in
        table.withUnsafeBufferPointer { table in
          guard let source = bytes.baseAddress, let table = table.baseAddress,
            let output = output.baseAddress
          else { return }
          var (index, place) = (0, first)
          while index < count {
            output[index] = table[Int(truncatingIfNeeded: source[place])]
            index &+= 1
            place &+= step
          }
        }
      }
      initialized = count
    }
  }

  /// What a table of 65,536 entries holds for every `step`-th word from `first` on.
  static func lookUp(
    _ words: [UInt16], from first: Int, step: Int, in table: [UInt16]
  ) -> [UInt16] {
    let count = words.count / step
    return [UInt16](unsafeUninitializedCapacity: count) { output, initialized in
      words.withUnsafeBufferPointer { words in
        table.withUnsafeBufferPointer { table in
          guard let source = words.baseAddress, let table = table.baseAddress,
            let output = output.baseAddress
          else { return }
          var (index, place) = (0, first)
          while index < count {
            output[index] = table[Int(truncatingIfNeeded: source[place])]
            index &+= 1
            place &+= step
          }
        }
      }
      initialized = count
    }
  }

  /// What a table of 65,536 codes holds for each word.
  static func lookUp(_ words: [UInt16], in table: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: words.count) { output, initialized in
      words.withUnsafeBufferPointer { words in
        table.withUnsafeBufferPointer { table in
          guard let source = words.baseAddress, let table = table.baseAddress,
            let output = output.baseAddress
          else { return }
          var index = 0
          while index < words.count {
            output[index] = table[Int(truncatingIfNeeded: source[index])]
            index &+= 1
          }
        }
      }
      initialized = words.count
    }
  }

  /// How often each value occurs among all words; 65,536 counts.
  static func counts(_ words: [UInt16]) -> [Int] {
    var counts = [Int](repeating: 0, count: 1 << 16)
    counts.withUnsafeMutableBufferPointer { counts in
      words.withUnsafeBufferPointer { words in
        guard let source = words.baseAddress, let counts = counts.baseAddress else { return }
        var index = 0
        while index < words.count {
          counts[Int(truncatingIfNeeded: source[index])] &+= 1
          index &+= 1
        }
      }
    }
    return counts
  }

  /// The least and the greatest of some words; `nil` where there are none.
  static func range(_ words: [UInt16]) -> ClosedRange<UInt16>? {
    words.withUnsafeBufferPointer { words in
      guard let source = words.baseAddress, !words.isEmpty else { return nil }
      var (index, least, greatest) = (1, source[0], source[0])
      while index < words.count {
        if source[index] < least { least = source[index] }
        if source[index] > greatest { greatest = source[index] }
        index &+= 1
      }
      return least...greatest
    }
  }

  /// The largest of the first `colors` of every `step` words; 0 where there are none.
  static func largestColor(
    _ words: UnsafeBufferPointer<UInt16>, _ colors: Int, of step: Int
  ) -> UInt16 {
    guard let source = words.baseAddress else { return 0 }
    var (place, most): (Int, UInt16) = (0, 0)
    while place < words.count {
      var channel = 0
      while channel < colors {
        if source[place &+ channel] > most { most = source[place &+ channel] }
        channel &+= 1
      }
      place &+= step
    }
    return most
  }

  /// How often a code occurs.
  static func count(of code: UInt8, in codes: [UInt8]) -> Int {
    codes.withUnsafeBufferPointer { codes in
      guard let source = codes.baseAddress else { return 0 }
      var (index, count) = (0, 0)
      while index < codes.count {
        if source[index] == code { count &+= 1 }
        index &+= 1
      }
      return count
    }
  }
}
