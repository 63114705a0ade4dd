internal import Imaging

/// Distance maps: how far each pixel is from the nearest click, from 0 at the click up to 1.
///
/// Two planes, of the positive and of the negative clicks; a plane without click is 1 everywhere.
/// Distances are exact, Euclidean and measured to the clicks' true places, inside the picture or not.
public struct DistanceMaps: DrawnEncoding {
  /// How a distance d, in pixels, becomes a value.
  public enum Curve: Hashable, Sendable {
    /// tanh(2·d / radius): RITM's maps and f-BRS's, with radius 260.
    case tanh(radius: Double)
    /// min(d, limit) / limit: the maps of Xu et al. 2016 (Deep Interactive Object Selection) divided by
    /// their limit of 255.
    case clipped(limit: Double)
  }

  /// `distance_tanh` or `distance_clipped`.
  public var name: String {
    switch curve {
    case .tanh: "distance_tanh"
    case .clipped: "distance_clipped"
    }
  }
  /// `positive`, `negative`.
  public let layout = [EncodingPlane].positiveThenNegative
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  /// How a distance becomes a value.
  public let curve: Curve
  let valueWithoutClick: Float = 1

  /// Creates the encoding; a radius or limit below 10⁻⁶ is taken as 10⁻⁶.
  public init(_ curve: Curve = .tanh(radius: 260)) { self.curve = curve }

  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int) {
    let sign = layout[index].isPositive
    let falloff: Falloff =
      switch curve {
      case .tanh(let radius): .tanh(radius: radius)
      case .clipped(let limit): .clipped(limit: limit)
      }
    plane.drawFalloff(falloff, from: clicks.filter { $0.isPositive == sign })
  }
}
