/// Options of a network that do not fit.
public enum NetworkOptionError: Error, Hashable, Sendable {
  /// There is no encoder of this name.
  case unknownEncoder(String)
  /// There is no network of this name.
  case unknownNetwork(String)
  /// A number outside its range.
  case outOfRange(option: String, value: Int, allowed: ClosedRange<Int>)
  /// Early fusion has no input of so many channels.
  case fusion(channels: Int)
  /// The decoder has another number of channels than the encoder has strides.
  case channelCount(found: Int, depth: Int)
}
