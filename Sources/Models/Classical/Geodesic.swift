// A Geodesic Framework for Fast Interactive Image and Video Segmentation and Matting. Bai, Sapiro.
// ICCV 2007.
// GeoS: Geodesic Image Segmentation. Criminisi, Sharp, Blake. ECCV 2008.

import Basics
import Clicking
public import Imaging

/// Gives each pixel to the clicks that are nearer along paths of like colour and like likelihood.
///
/// Colour mixtures of object and background, learnt from the clicks' surroundings and the previous
/// result, give the likelihood P of the object at each pixel. The geodesic distances D⁺ from the positive
/// and D⁻ from the negative clicks count a path's length, its colour changes and its changes of P; the
/// picture's rim is a background click too, at a cost. With w⁺ = (a + P) (D⁺)⁻ʳ and
/// w⁻ = (a + 1 − P) (D⁻)⁻ʳ the probability is w⁺ / (w⁺ + w⁻).
public struct Geodesic: IISModel {
  /// `geodesic`.
  public let name = "geodesic"

  /// The cost of a path as long as the image's diagonal.
  public var lengthCost: Float = 14.5
  /// The cost of a colour change of 1 ΔE.
  public var colorCost: Float = 0.1
  /// The cost of a change of the likelihood from 0 to 1.
  public var likelihoodCost: Float = 4
  /// The cost at which the background starts from the rim.
  public var rimCost: Float = 5
  /// r: how fast a click's weight falls with the distance.
  public var exponent: Float = 3
  /// a: what the likelihood cannot take from a weight; large values leave the distances alone.
  public var trust: Float = 1
  /// Gaussians in each of the two colour mixtures.
  public var components = 5
  /// What is added to the variance of each Gaussian, in ΔE².
  public var colorVariance: Float = 4
  /// The share of a uniform density in each mixture, in (0, 1).
  public var uniformShare: Float = 0.1
  /// The radius of the disk whose colours the first click shows, as a share of the diagonal.
  public var firstRadius: Float = 0.0277
  /// The radius of the disk whose colours each later click shows, as a share of the diagonal.
  public var laterRadius: Float = 0.0138
  /// The radius of the disk at distance 0 round each click, as a share of the diagonal.
  public var seedRadius: Float = 0.0069
  /// The weight of the colours of the previous result's object; its background has weight 1 at the rim.
  public var regionWeight: Float = 0.3
  /// The weight of the background's colours away from the rim.
  public var innerWeight: Float = 0.1
  /// The width of the rim whose colours the background shows, as a share of the diagonal.
  public var rimWidth: Float = 0.0173

  /// Creates the model with its tuned values.
  public init() {}

  /// Does everything that depends on the image alone.
  public func prepare(_ image: Image) throws -> any PreparedModel {
    let scale = WorkingScale(full: image.size)
    let reduced = try scale.reduce(image)
    let lab = LabImage(reduced)
    try Cancellation.check()
    let palette = ColorPalette(image: reduced, lab: lab)
    try Cancellation.check()
    let distance = GeodesicDistance(
      Contrast(lab), lengthCost: lengthCost / max(scale.diagonal, 1), colorCost: colorCost)
    var onRim = [Bool](repeating: false, count: scale.size.count)
    for index in scale.size.rim(width: max(Int(rimWidth * scale.diagonal), 1)) {
      onRim[index] = true
    }
    return PreparedGeodesic(
      model: self, scale: scale, palette: palette, distance: distance, onRim: onRim,
      edge: scale.size.rim(width: 1))
  }
}

private struct PreparedGeodesic: PreparedModel {
  let model: Geodesic
  let scale: WorkingScale
  let palette: ColorPalette
  let distance: GeodesicDistance
  /// Whether a pixel's colour counts fully for the background.
  let onRim: [Bool]
  /// The pixels from which the background starts.
  let edge: [Int]

  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    let inside = scale.reduce(clicks)
    let seeds = Seeds(inside, size: scale.size) { _ in scale.diagonal * model.seedRadius }
    guard seeds.hasObject else { return scale.withoutObject(state) }
    let likelihood = likelihood(inside, previous: scale.reduce(state.previous))
    try Cancellation.check()
    let heights = palette.entries.map { model.likelihoodCost * likelihood[Int($0)] }
    let toObject = try distance.distances(from: sources(seeds, .object), heights: heights)
    let toBackground = try distance.distances(from: sources(seeds, .background), heights: heights)
    var y = [Float](repeating: 0, count: scale.size.count)
    for index in y.indices {
      let share = likelihood[Int(palette.entries[index])]
      y[index] = probability(share, toObject[index], toBackground[index])
    }
    return try scale.finish(y, clicks, state)
  }

  /// P of each palette entry.
  private func likelihood(_ clicks: [Click], previous: [Float]?) -> [Float] {
    let samples = Seeds(clicks, size: scale.size) { index in
      scale.diagonal * (index == 0 ? model.firstRadius : model.laterRadius)
    }
    let object = palette.histogram { index in
      switch samples.labels[index] {
      case .object: 1
      case .background: 0
      case .free: (previous?[index] ?? 0) > 0.5 ? model.regionWeight : 0
      }
    }
    let background = palette.histogram { index in
      switch samples.labels[index] {
      case .object: 0
      case .background: 1
      case .free: onRim[index] ? 1 : model.innerWeight
      }
    }
    return zip(logDensities(object), logDensities(background)).map {
      1 / (1 + exponential($1 - $0))
    }
  }

  private func logDensities(_ weights: [Float]) -> [Float] {
    var mixture = ColorMixture(
      of: palette.colors, weights: weights, components: model.components,
      variance: model.colorVariance, uniformShare: model.uniformShare)
    mixture.refine(with: palette.colors, weights: weights)
    return mixture.logDensities(palette.colors)
  }

  private func sources(_ seeds: Seeds, _ label: Seeds.Label) -> [Int32] {
    var sources = [Int32](repeating: GeodesicDistance.unreached, count: scale.size.count)
    if label == .background {
      let cost = min(max(model.rimCost * GeodesicDistance.unit, 0), GeodesicDistance.longestPart)
      for index in edge { sources[index] = Int32(cost) }
    }
    for (index, seed) in seeds.labels.enumerated() where seed != .free {
      sources[index] = seed == label ? 0 : GeodesicDistance.unreached
    }
    return sources
  }

  private func probability(_ share: Float, _ toObject: Int32, _ toBackground: Int32) -> Float {
    if toObject == 0 { return 1 }
    if toBackground == 0 || toObject == GeodesicDistance.unreached { return 0 }
    // (D⁺ / D⁻)ʳ once instead of two powers, which could overflow.
    let ratio = power(Float(toObject) / Float(toBackground), model.exponent)
    let object = model.trust + share
    return object / (object + (model.trust + 1 - share) * ratio)
  }
}
