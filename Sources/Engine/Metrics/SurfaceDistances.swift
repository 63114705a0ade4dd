public import Imaging

/// How far the outline of each of two masks is from the other's, pixel by pixel, in pixels.
///
/// Pixels that either mask ignores are cut out of both.
public struct SurfaceDistances: Sendable {
  /// Which pixels form a mask's outline.
  public enum Outline: Sendable {
    /// Object pixels with a side in common with background or the picture's border; holes have one.
    case surface
    /// The same without holes: OpenCV's external contours.
    case external
  }

  /// The distance of each outline pixel of the prediction to the nearest one of the target.
  public let ofPrediction: [Double]
  /// The distance of each outline pixel of the target to the nearest one of the prediction.
  public let ofTarget: [Double]

  /// Measures both; `nil` where exactly one mask is empty, so that there is no distance.
  public init?(
    prediction: Mask, target: Mask, outline: Outline = .surface
  ) throws(SizesDiffer) {
    let pair = try CountedPair(prediction: prediction, target: target)
    guard pair.prediction.isEmpty == pair.target.isEmpty else { return nil }
    let (first, second) = (
      Self.outline(outline, of: pair.prediction), Self.outline(outline, of: pair.target)
    )
    ofPrediction = Self.distances(from: first, to: second)
    ofTarget = Self.distances(from: second, to: first)
  }

  /// The average symmetric surface distance: (Σ d(P→G) + Σ d(G→P)) / (n_P + n_G), in pixels; 0 for two
  /// empty masks.
  public var average: Double {
    let count = ofPrediction.count + ofTarget.count
    guard count > 0 else { return 0 }
    return (ofPrediction.reduce(0, +) + ofTarget.reduce(0, +)) / Double(count)
  }

  /// The Hausdorff distance of which a share of the outline pixels of both masks is left out: the
  /// percentile of all distances together, in pixels; 0 for two empty masks.
  ///
  /// Between two distances the percentile is interpolated linearly, NumPy's rule.
  public func hausdorff(percentile: Double = 95) -> Double {
    Percentile.value(at: percentile / 100, of: (ofPrediction + ofTarget).sorted()) ?? 0
  }

  private static func outline(_ kind: Outline, of mask: Mask) -> Mask {
    switch kind {
    case .surface: mask.outline(.four)
    case .external: mask.externalOutline()
    }
  }

  private static func distances(from outline: Mask, to other: Mask) -> [Double] {
    let squared = DistanceTransform(other.inverted).squared
    return outline.codes.indices.lazy.filter { outline.codes[$0] == Mask.object }.map {
      Double(squared[$0]).squareRoot()
    }
  }
}
