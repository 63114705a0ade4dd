public import Tensors

/// A change of height and width by interpolation.
///
/// The target is the second input: the sizes, or the factors, of all axes or of the last two.
public struct Resize: Hashable, Sendable {
  /// What the second input is.
  public enum Target: String, Hashable, Sendable {
    /// Integers: extents.
    case sizes
    /// Floats: by how much the output is larger, ⌊factor · input⌋ pixels.
    case factors
  }

  /// How a value between pixels is found.
  public var interpolation: Resampling.Interpolation
  /// Where the output's pixels lie in the input.
  public var coordinates: Resampling.Coordinates
  /// What the second input is.
  public var target: Target
  /// In which order positions are computed.
  public var arithmetic = Resampling.Arithmetic.multiplied
  /// Whether an axis that shrinks is smoothed, and with what beyond its ends.
  public var smoothing: Resampling.Smoothing?

  /// Creates a description.
  public init(
    _ interpolation: Resampling.Interpolation, _ coordinates: Resampling.Coordinates,
    to target: Target
  ) {
    self.interpolation = interpolation
    self.coordinates = coordinates
    self.target = target
  }

  /// Creates a description from the kernels' one, such as ``Tensors/Resampling/nearest``.
  public init(_ resampling: Resampling, to target: Target) {
    self.init(resampling.interpolation, resampling.coordinates, to: target)
  }
}
