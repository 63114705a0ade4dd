import Glibc

/// A change of colours that treats each channel alone: what each of the 256 values becomes.
///
/// Tables join, so that any number of such changes costs one pass over the pixels. Each is rounded to
/// bytes as the single step would be, so the result is the same bit by bit.
public struct ToneTable: Hashable, Sendable {
  /// 256 values for red, 256 for green, 256 for blue.
  private var values: [UInt8]

  /// A table by a rule for each channel (0 red, 1 green, 2 blue) and value.
  public init(_ rule: (_ channel: Int, _ value: Int) -> UInt8) {
    values = (0..<3).flatMap { channel in (0..<256).map { rule(channel, $0) } }
  }

  /// Changes nothing.
  public static let identity = ToneTable { UInt8($1) }

  /// What a value of a channel becomes.
  public subscript(channel: Int, value: UInt8) -> UInt8 { values[256 * channel + Int(value)] }

  /// This change, and then another.
  public func followed(by next: ToneTable) -> ToneTable {
    ToneTable { channel, value in next[channel, self[channel, UInt8(value)]] }
  }

  /// v ↦ contrast · v + offset, cut to 0…255 and then to a whole number, in 32-bit arithmetic:
  /// albumentations' table for brightness and contrast.
  public static func linear(contrast: Double, offset: Double) -> ToneTable {
    ToneTable { _, value in
      UInt8(min(max(Float(value) * Float(contrast) + Float(offset), 0), 255))
    }
  }

  /// v ↦ 255 · (v / 255)^gamma, cut to a whole number: albumentations' table.
  public static func gamma(_ gamma: Double) -> ToneTable {
    let table = (0..<256).map { UInt8(min(max(pow(Double($0) / 255, gamma) * 255, 0), 255)) }
    return ToneTable { _, value in table[value] }
  }

  /// v ↦ v + shift, cut to 0…255, with one shift for red, green and blue.
  public static func shift(red: Int, green: Int, blue: Int) -> ToneTable {
    let shifts = [red, green, blue]
    return ToneTable { channel, value in
      UInt8(min(max(value + min(max(shifts[channel], -255), 255), 0), 255))
    }
  }

  /// v ↦ 255 · (v − low) / (high − low), rounded, with one range for all channels; where `low` and
  /// `high` are equal nothing can be stretched and nothing changes.
  public static func stretch(from range: ClosedRange<UInt8>) -> ToneTable {
    let (low, width) = (Int(range.lowerBound), range.count - 1)
    guard width > 0 else { return .identity }
    return ToneTable { _, value in
      UInt8(min(max((2 * 255 * (value - low) + width) / (2 * width), 0), 255))
    }
  }

  fileprivate func apply(to bytes: inout [UInt8]) {
    values.withUnsafeBufferPointer { values in
      bytes.withUnsafeMutableBufferPointer { bytes in
        guard let red = values.baseAddress, var pixel = bytes.baseAddress else { return }
        let (green, blue) = (red + 256, red + 512)
        for _ in 0..<bytes.count / 3 {
          pixel[0] = red[Int(pixel[0])]
          pixel[1] = green[Int(pixel[1])]
          pixel[2] = blue[Int(pixel[2])]
          pixel += 3
        }
      }
    }
  }
}

extension Image {
  /// Changes every colour by a table.
  public mutating func map(_ table: ToneTable) {
    if table != .identity { table.apply(to: &bytes) }
  }

  /// The mean of all samples of all channels, 0 of an empty image.
  public var meanSample: Double {
    guard !bytes.isEmpty else { return 0 }
    let sum = bytes.withUnsafeBufferPointer { $0.reduce(0) { $0 &+ Int($1) } }
    return Double(sum) / Double(bytes.count)
  }

  /// The least and the greatest sample of all channels; `nil` of an empty image.
  public var sampleRange: ClosedRange<UInt8>? {
    guard !bytes.isEmpty else { return nil }
    var (low, high): (UInt8, UInt8) = (255, 0)
    bytes.withUnsafeBufferPointer {
      for sample in $0 {
        low = min(low, sample)
        high = max(high, sample)
      }
    }
    return low...high
  }
}
