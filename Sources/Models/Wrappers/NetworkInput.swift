public import Clicking
public import Imaging

/// What fills one input of a network: parts one behind the other along the channels.
///
/// ```swift
/// // RITM and its kin: (1, 3, H, W) and (1, 3, H, W)
/// NetworkInput("image", [.image(.imageNet)])
/// NetworkInput("clicks", [.clicks(PreviousMask()), .clicks(Disks())])
/// ```
public struct NetworkInput: Sendable {
  /// Channels of an input.
  public enum Part: Sendable {
    /// The picture: three channels.
    case image(ImageValues)
    /// The planes of an encoding of the clicks and the previous prediction, those of these indices;
    /// all where nil.
    case clicks(any Encoding, planes: [Int]? = nil)

    /// How many channels it is.
    public var channels: Int {
      switch self {
      case .image: 3
      case .clicks(let encoding, let planes): planes?.count ?? encoding.layout.count
      }
    }

    /// Whether it depends on the picture alone.
    public var isImage: Bool { if case .image = self { true } else { false } }
  }

  /// The input's name in the network's graph.
  public var name: String
  /// What its channels are, in order.
  public var parts: [Part]

  /// Declares an input.
  public init(_ name: String, _ parts: [Part]) { (self.name, self.parts) = (name, parts) }

  /// How many channels all parts are.
  public var channels: Int { parts.reduce(0) { $0 + $1.channels } }

  /// Whether it depends on the picture alone.
  public var isImage: Bool { parts.allSatisfy(\.isImage) }
}

/// How a picture's bytes become numbers: (byte / divisor − mean) / deviation for each channel.
public struct ImageValues: Hashable, Sendable {
  /// What the bytes are divided by.
  public enum Divisor: String, Hashable, Sendable, CaseIterable {
    /// 255: values from 0 to 1.
    case unit
    /// 1: values from 0 to 255.
    case bytes
    /// The largest byte of the picture as the network sees it, in any channel; 1 for a black picture.
    case maximum
  }

  /// What the bytes are divided by.
  public var divisor: Divisor
  /// What is subtracted: red, green, blue.
  public var mean: [Float]
  /// What is divided by: red, green, blue.
  public var deviation: [Float]
  /// Whether blue comes first, as OpenCV has it; means and deviations stay those of red, green, blue.
  public var isBlueFirst: Bool

  /// Describes the values; mean and deviation have three numbers each.
  public init(
    _ divisor: Divisor = .unit, mean: [Float] = [0, 0, 0], deviation: [Float] = [1, 1, 1],
    isBlueFirst: Bool = false
  ) {
    precondition(mean.count == 3 && deviation.count == 3, "a colour has three channels")
    (self.divisor, self.mean, self.deviation) = (divisor, mean, deviation)
    self.isBlueFirst = isBlueFirst
  }

  /// Mean and deviation of ImageNet's photographs, on values from 0 to 1: what torchvision's and
  /// timm's networks take.
  public static let imageNet = ImageValues(
    mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
}

/// At which size a network sees a picture.
public enum NetworkSize: Hashable, Sendable {
  /// Always this one; the picture is stretched to it.
  case fixed(Size)
  /// The picture's own, with both sides stretched to the next multiples of this number.
  case stretched(multiple: Int)
  /// The picture's own, with rows below and columns to the right of it up to the next multiples of
  /// this number; there all channels are 0.
  case padded(multiple: Int)
}

/// Where a click lies after its picture is resized.
public enum ClickScaling: String, Hashable, Sendable, CaseIterable {
  /// Pixel centres move with the picture: row r of a picture scaled by s lies at (r + 0.5) s − 0.5.
  case centers
  /// Row r lies at r s, as RITM's code has it.
  case corners
}

/// How a network's output becomes the probability of the object.
public struct NetworkOutput: Hashable, Sendable {
  /// What turns the output's numbers into probabilities.
  public enum Activation: String, Hashable, Sendable, CaseIterable {
    /// Nothing but a limit to 0 … 1.
    case none
    /// 1 / (1 + e⁻ˣ) of the channel.
    case sigmoid
    /// exp(x) / Σ exp(x) over all channels, of which the channel is the object's.
    case softmax
    /// (x − smallest) / (largest − smallest) over the whole channel; 0 where all are equal.
    case minmax
  }

  /// The output's name in the network's graph; its first where nil.
  public var name: String?
  /// The object's channel, where there are several; negative ones count from the last.
  public var channel: Int?
  /// What turns its numbers into probabilities.
  public var activation: Activation
  /// How the probability is resized to the picture.
  public var interpolation: Interpolation
  /// Whether it is smoothed where the picture is smaller, and Lanczos' kernel has Pillow's three lobes.
  public var smooths: Bool

  /// Describes an output.
  public init(
    name: String? = nil, channel: Int? = nil, activation: Activation = .sigmoid,
    interpolation: Interpolation = .linear, smooths: Bool = false
  ) {
    (self.name, self.channel, self.activation) = (name, channel, activation)
    (self.interpolation, self.smooths) = (interpolation, smooths)
  }
}
