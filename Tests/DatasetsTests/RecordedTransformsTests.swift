import Basics
import Foundation
import Imaging
import Testing
import TestSupport

@testable import Datasets

/// The values that `scripts/parity/record_transforms.py` recorded from albumentations and OpenCV.
@Suite("Transforms recorded from albumentations")
struct RecordedTransformsTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    enum Parameter: Decodable, Sendable {
      case number(Double)
      case word(String)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .word(try container.decode(String.self))
        }
      }
    }

    var name: String
    var parameters: [String: Parameter]
    var height: Int
    var width: Int
    var mask: String
    var image: String?
    var planes: String?

    var testDescription: String { "\(name) \(parameters)" }

    subscript(name: String) -> Double {
      if case .number(let number)? = parameters[name] { number } else { .nan }
    }
    func whole(_ name: String) -> Int { Int(exactly: self[name]) ?? 0 }
    func exactly(_ name: String) -> DrawRange { DrawRange(self[name], self[name]) }
    private func word(_ name: String) -> String {
      if case .word(let word)? = parameters[name] { word } else { "" }
    }
    var border: BorderMode { BorderMode(rawValue: word("border")) ?? .constant }
    /// Whether colours are sums by a kernel, which OpenCV rounds in its own steps.
    var isWeighed: Bool { [.cubic, .area, .lanczos].contains(interpolation) }
    var interpolation: Interpolation { Interpolation(rawValue: word("interpolation")) ?? .linear }
  }

  struct Recorded: Decodable {
    var height: Int
    var width: Int
    var cases: [Case]
  }

  static let recorded: Recorded? = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/transforms.json")
    return (try? Data(contentsOf: path)).flatMap {
      try? JSONDecoder().decode(Recorded.self, from: $0)
    }
  }()

  /// Which results may differ from the recorded ones, and by how many levels.
  private static let tolerances = [
    "resize": 0, "shift_scale_rotate": 1, "rotate": 1, "hue_saturation_value": 1, "blur": 1,
    "gaussian_blur": 1, "image_compression": 1,
  ]

  @Test("there are cases")
  func present() { #expect((Self.recorded?.cases.count ?? 0) > 50) }

  @Test("give what albumentations gives", arguments: recorded?.cases ?? [])
  func same(entry: Case) throws {
    var pair = try Self.source()
    try Self.transform(entry).apply(to: &pair, key: RandomKey(root: 0, purpose: "test"))
    #expect(pair.size == Size(height: entry.height, width: entry.width))
    #expect(try pair.target().codes == Self.bytes(entry.mask))
    if let image = entry.image {
      let (found, expected) = (try pair.image().bytes, Self.bytes(image))
      #expect(found.count == expected.count)
      let largest = zip(found, expected).map { abs(Int($0) - Int($1)) }.max() ?? .max
      // OpenCV moves by Lanczos from positions rounded to 1/32 pixel: in noise that is a few levels.
      let isRounded = entry.interpolation == .lanczos && entry.name == "shift_scale_rotate"
      let tolerance = isRounded ? 5 : entry.isWeighed ? 1 : Self.tolerances[entry.name] ?? 0
      #expect(largest <= tolerance)
    }
    if let planes = entry.planes {
      let found = try #require(try pair.planes()).flatMap(\.values)
      let expected = Self.floats(planes)
      #expect(found.count == expected.count)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  private static func source() throws -> TrainingPair {
    let size = Size(height: recorded?.height ?? 0, width: recorded?.width ?? 0)
    var state: UInt64 = 1
    let bytes = (0..<3 * size.count).map { _ in
      state = (state &* 1_103_515_245 &+ 12_345) % 2_147_483_648
      return UInt8(truncatingIfNeeded: state >> 16)
    }
    let codes = (0..<size.count).map { pixel in
      bytes[3 * pixel] > 170 ? Mask.object : bytes[3 * pixel] < 20 ? Mask.ignored : 0
    }
    return try TrainingPair(
      image: Image(size: size, bytes: bytes), target: Mask(size: size, codes: codes))
  }

  private static func transform(_ entry: Case) throws -> any Transform {
    try geometric(entry) ?? tonal(entry)
  }

  private static func geometric(_ entry: Case) throws -> (any Transform)? {
    let (height, width) = (entry.whole("height"), entry.whole("width"))
    switch entry.name {
    case "horizontal_flip": return try HorizontalFlip()
    case "vertical_flip": return try VerticalFlip()
    case "transpose": return try Transpose()
    case "rot90": return Quarters(count: entry.whole("quarters"))
    case "resize":
      return try Resize(height: height, width: width, interpolation: entry.interpolation)
    case "longest_max_size": return try LongestMaxSize(maxSize: entry.whole("max_size"))
    case "smallest_max_size": return try SmallestMaxSize(maxSize: entry.whole("max_size"))
    case "random_scale": return try RandomScale(scaleLimit: entry.exactly("scale"))
    case "crop":
      return try Crop(
        xMin: entry.whole("x_min"), yMin: entry.whole("y_min"), xMax: entry.whole("x_max"),
        yMax: entry.whole("y_max"))
    case "center_crop": return try CenterCrop(height: height, width: width)
    case "pad_if_needed":
      return try PadIfNeeded(
        minHeight: entry.whole("min_height"), minWidth: entry.whole("min_width"),
        border: Border(entry.border, fill: Color(1, 2, 3)))
    case "shift_scale_rotate":
      return try ShiftScaleRotate(
        shiftX: entry.exactly("shift_x"), shiftY: entry.exactly("shift_y"),
        scaleLimit: entry.exactly("scale"), rotateLimit: entry.exactly("rotate"),
        interpolation: entry.interpolation, border: Border(entry.border, fill: Color(9, 8, 7)))
    case "rotate": return try Rotate(limit: entry.exactly("degrees"))
    default: return nil
    }
  }

  private static func tonal(_ entry: Case) throws -> any Transform {
    switch entry.name {
    case "random_brightness_contrast":
      try RandomBrightnessContrast(
        brightnessLimit: entry.exactly("brightness"), contrastLimit: entry.exactly("contrast"),
        brightnessByMax: entry["by_max"] == 1)
    case "rgb_shift":
      try RGBShift(
        red: entry.exactly("red"), green: entry.exactly("green"), blue: entry.exactly("blue"))
    case "hue_saturation_value":
      try HueSaturationValue(
        hue: entry.exactly("hue"), saturation: entry.exactly("saturation"),
        value: entry.exactly("value"))
    case "random_gamma": try RandomGamma(gammaLimit: entry.exactly("gamma"))
    case "to_gray": try ToGray()
    case "normalize": try Normalize()
    case "min_max": try Normalize(.minMax)
    case "blur": try Blur(blurLimit: entry.exactly("side"))
    case "median_blur": try MedianBlur(blurLimit: entry.exactly("side"))
    case "gaussian_blur":
      try GaussianBlur(blurLimit: entry.exactly("side"), sigmaLimit: entry.exactly("sigma"))
    case "image_compression": try ImageCompression(qualityRange: entry.exactly("quality"))
    default: throw Unknown(name: entry.name)
    }
  }

  private struct Unknown: Error { var name: String }

  /// Turns by a known number of quarters, which the transform draws.
  private struct Quarters: Transform {
    let name = "rot90"
    let p = 1.0
    let count: Int

    func apply(to pair: inout TrainingPair, key: RandomKey) throws {
      pair.turn([.upright, .rotated270, .rotated180, .rotated90][count])
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func floats(_ text: String) -> [Float] {
    let bytes = bytes(text)
    return stride(from: 0, to: bytes.count - 3, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
    }
  }
}
