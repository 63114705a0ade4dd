extension Image {
  /// The image with its channels in another order: channel i is what channel `order[i]` was.
  ///
  /// - Parameter order: 0, 1 and 2 in any order, repetitions allowed.
  public func withChannels(_ order: [Int]) -> Image {
    precondition(order.count == 3 && order.allSatisfy((0..<3).contains), "three channels of 0…2")
    let (first, second, third) = (order[0], order[1], order[2])
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, initialized in
      bytes.withUnsafeBufferPointer { source in
        guard var target = output.baseAddress, var pixel = source.baseAddress else { return }
        for _ in 0..<size.count {
          target[0] = pixel[first]
          target[1] = pixel[second]
          target[2] = pixel[third]
          target += 3
          pixel += 3
        }
      }
      initialized = bytes.count
    }
    return Image(size: size, bytes: result)
  }

  /// Grey of the same lightness in all three channels: 0.299 R + 0.587 G + 0.114 B in the fixed point
  /// of OpenCV's `COLOR_RGB2GRAY`.
  public var grey: Image {
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, initialized in
      bytes.withUnsafeBufferPointer { source in
        guard var target = output.baseAddress, var pixel = source.baseAddress else { return }
        for _ in 0..<size.count {
          let sum = 9798 &* Int32(pixel[0]) &+ 19235 &* Int32(pixel[1]) &+ 3735 &* Int32(pixel[2])
          let value = UInt8(truncatingIfNeeded: (sum &+ 1 << 14) >> 15)
          (target[0], target[1], target[2]) = (value, value, value)
          target += 3
          pixel += 3
        }
      }
      initialized = bytes.count
    }
    return Image(size: size, bytes: result)
  }

  /// The image as three planes, red, green and blue, each value v ↦ (v − mean) / deviation.
  ///
  /// - Parameters:
  ///   - mean: one a channel, in the units of the samples, 0…255.
  ///   - deviation: one a channel, not 0.
  public func planes(mean: SIMD3<Float>, deviation: SIMD3<Float>) -> [Plane] {
    (0..<3).map { channel in
      let scale = 1 / deviation[channel]
      let table = (0..<256).map { (Float($0) - mean[channel]) * scale }
      let values = [Float](unsafeUninitializedCapacity: size.count) { output, initialized in
        bytes.withUnsafeBufferPointer { bytes in
          table.withUnsafeBufferPointer { table in
            for index in 0..<size.count { output[index] = table[Int(bytes[3 * index + channel])] }
          }
        }
        initialized = size.count
      }
      return Plane(size: size, values: values)
    }
  }
}
