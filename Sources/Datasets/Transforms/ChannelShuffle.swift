public import Basics
import Imaging

/// Puts red, green and blue in a random order, each of the six equally likely: albumentations'
/// `ChannelShuffle`.
public struct ChannelShuffle: Transform {
  /// `channel_shuffle`.
  public let name = "channel_shuffle"
  /// The probability that it is applied.
  public let p: Double

  /// A shuffle with probability `p`.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(p: Double = 0.5) throws(TransformError) {
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let order = [0, 1, 2].shuffled(using: &random)
    try pair.changeImage { $0 = $0.withChannels(order) }
  }
}
