internal import Imaging

/// Gaussians: exp(-d² / 2σ²), with d the distance to the nearest click in pixels, for one or more σ.
///
/// One plane for each sign and σ, all σ of a sign together in their order. A plane without click is 0
/// everywhere. Where several clicks are near, the nearest counts: they do not add up.
public struct Gaussians: DrawnEncoding {
  /// `gaussians`, or `gto99` for its three scales.
  public let name: String
  /// `positive σ=10`, `negative σ=10`, or as the signs and σ are.
  public let layout: [EncodingPlane]
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  /// The standard deviations, in pixels.
  public let sigmas: [Double]
  let valueWithoutClick: Float = 0

  /// Creates the encoding; a σ below 10⁻⁶ is taken as 10⁻⁶.
  ///
  /// - Parameter negativeFirst: whether the planes of the negative clicks go before the positive ones.
  public init(sigmas: [Double] = [10], negativeFirst: Bool = false) {
    self.init(name: "gaussians", sigmas: sigmas, negativeFirst: negativeFirst)
  }

  /// The six planes of gto99 (Forte et al. 2020): σ is 2, 8 and 16 % of 352 pixels, background first.
  public static let gto99 = Gaussians(
    name: "gto99", sigmas: [0.02, 0.08, 0.16].map { $0 * 352 }, negativeFirst: true)

  private init(name: String, sigmas: [Double], negativeFirst: Bool) {
    self.name = name
    self.sigmas = sigmas
    layout = (negativeFirst ? [false, true] : [true, false]).flatMap { isPositive in
      sigmas.map {
        let sigma = ($0 * 100).rounded() / 100
        return EncodingPlane(
          "\(isPositive ? "positive" : "negative") σ=\(sigma)", isPositive: isPositive)
      }
    }
  }

  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int) {
    let sign = layout[index].isPositive
    plane.drawFalloff(
      .gaussian(sigma: sigmas[index % sigmas.count]), from: clicks.filter { $0.isPositive == sign })
  }
}
