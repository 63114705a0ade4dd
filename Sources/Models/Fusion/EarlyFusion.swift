import Clicking

/// Clicks as further channels of the picture: the first convolution is wider, the rest of the network
/// as it was.
///
/// The seed's order: the normalised picture, the previous prediction, positive disks, negative disks.
/// Disks have a radius of 5 pixels.
public enum EarlyFusion: Int, CaseIterable, Sendable {
  /// The picture alone: three channels.
  case picture = 3
  /// With the two planes of clicks: five channels.
  case clicks = 5
  /// With the previous prediction before them: six channels.
  case clicksAndPrevious = 6

  /// The channels of the network's input, part by part.
  ///
  /// - Parameter values: how the picture's bytes become numbers.
  public func parts(_ values: ImageValues = .imageNet) -> [NetworkInput.Part] {
    switch self {
    case .picture: [.image(values)]
    case .clicks: [.image(values), .clicks(Disks())]
    case .clicksAndPrevious: [.image(values), .clicks(PreviousMask()), .clicks(Disks())]
    }
  }
}
