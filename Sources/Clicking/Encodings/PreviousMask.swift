public import Imaging

/// The previous prediction, which a network refines: one plane that no click changes.
///
/// The probability as it is, limited to 0 … 1, or 1 where it exceeds a threshold and else 0. All 0
/// before the first prediction.
public struct PreviousMask: Encoding {
  /// `previous`.
  public let name = "previous"
  /// `previous`.
  public let layout = [EncodingPlane("previous")]
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  /// Above what the mask is 1; `nil` for the probability itself.
  public let threshold: Float?

  /// Creates the encoding.
  public init(threshold: Float? = nil) { self.threshold = threshold }

  /// The previous prediction; a value that is not a number counts as 0.
  public func planes(of input: EncodingInput) throws(EncodingError) -> [Plane] {
    guard let previous = input.previous else { return [Plane(size: input.size)] }
    guard previous.size == input.size else {
      throw .previousSize(picture: input.size, previous: previous.size)
    }
    let values = previous.values.map { value -> Float in
      if let threshold { return value > threshold ? 1 : 0 }
      return value > 0 ? (value < 1 ? value : 1) : 0
    }
    return [Plane(size: input.size, values: values)]
  }
}
