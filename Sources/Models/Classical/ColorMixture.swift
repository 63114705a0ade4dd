// Interactive Image Segmentation Using an Adaptive GMMRF Model. Blake, Rother, Brown, Perez, Torr.
// ECCV 2004. The first clusters are split as Orchard and Bouman (Color Quantization of Images.
// IEEE Transactions on Signal Processing 39, 1991) do; maximum likelihood follows by EM.

import Glibc

/// A mixture of Gaussians in CIELAB: the colours of a region.
///
/// A share of the density is uniform over the whole space, so that a colour never seen costs much
/// but not without bound.
struct ColorMixture: Sendable {
  /// The volume of CIELAB over which the uniform share is spread.
  private static let volume: Float = 100 * 220 * 220

  private var components: [Gaussian]
  private let uniformShare: Float
  private let variance: Float

  /// Fits a mixture to weighted colours.
  ///
  /// - Parameters:
  ///   - weights: the weight of each of `colors`, at least 0; without any weight the mixture is uniform.
  ///   - components: how many Gaussians, at most.
  ///   - variance: added to each Gaussian's variance on every axis, in ΔE².
  ///   - uniformShare: the share of the uniform density, in (0, 1).
  init(
    of colors: [LabImage.Color], weights: [Float], components count: Int, variance: Float,
    uniformShare: Float
  ) {
    self.variance = variance
    self.uniformShare = uniformShare
    components = Self.split(colors, weights, count).map { Gaussian($0, variance: variance) }
    normalizeShares()
  }

  /// One step of expectation and maximisation: the likelihood of the weighted colours never falls.
  mutating func refine(with colors: [LabImage.Color], weights: [Float]) {
    guard components.count > 1 else {
      components = Self.split(colors, weights, 1).map { Gaussian($0, variance: variance) }
      normalizeShares()
      return
    }
    var sums = [Moments](repeating: Moments(), count: components.count)
    var parts = [Float](repeating: 0, count: components.count)
    for (color, weight) in zip(colors, weights) where weight > 0 {
      var total: Float = .leastNormalMagnitude
      for index in components.indices {
        parts[index] = components[index].density(color)
        total += parts[index]
      }
      for index in components.indices {
        sums[index].add(color, weight: Double(weight * parts[index] / total))
      }
    }
    components = sums.filter { $0.weight > 0 }.map { Gaussian($0, variance: variance) }
    normalizeShares()
  }

  /// The logarithm of the density at each of `colors`, per ΔE³.
  func logDensities(_ colors: [LabImage.Color]) -> [Float] {
    colors.map { color in
      let mixture = components.reduce(Float(0)) { $0 + $1.density(color) }
      return logf((1 - uniformShare) * mixture + uniformShare / Self.volume)
    }
  }

  private mutating func normalizeShares() {
    let total = components.reduce(Float(0)) { $0 + $1.share }
    for index in components.indices { components[index].share /= total }
  }

  /// Splits the colours, always the cluster of the largest variance along an axis, at its mean.
  private static func split(
    _ colors: [LabImage.Color], _ weights: [Float], _ count: Int
  ) -> [Moments] {
    let members = colors.indices.filter { weights[$0] > 0 }
    guard !members.isEmpty else { return [] }
    var clusters = [Cluster(members, colors, weights)]
    while clusters.count < count {
      guard
        let widest = clusters.indices.max(by: { clusters[$0].spread < clusters[$1].spread }),
        let halves = clusters[widest].halves(colors, weights)
      else { break }
      clusters[widest] = halves.0
      clusters.append(halves.1)
    }
    return clusters.map(\.moments)
  }
}

/// Weighted colours and their principal axis.
private struct Cluster {
  let members: [Int]
  let moments: Moments
  /// The variance along the principal axis times the weight.
  let spread: Double
  private let axis: SIMD4<Double>

  init(_ members: [Int], _ colors: [LabImage.Color], _ weights: [Float]) {
    self.members = members
    var moments = Moments()
    for index in members { moments.add(colors[index], weight: Double(weights[index])) }
    self.moments = moments
    let principal = moments.covariance.principalAxis
    axis = principal.axis
    spread = principal.variance * moments.weight
  }

  /// The members on either side of the mean along the principal axis; `nil` when they are all alike.
  func halves(_ colors: [LabImage.Color], _ weights: [Float]) -> (Cluster, Cluster)? {
    let middle = (moments.mean * axis).sum()
    let low = members.filter { (SIMD4<Double>(colors[$0]) * axis).sum() <= middle }
    let high = members.filter { (SIMD4<Double>(colors[$0]) * axis).sum() > middle }
    guard !low.isEmpty, !high.isEmpty else { return nil }
    return (Cluster(low, colors, weights), Cluster(high, colors, weights))
  }
}

/// The weight, sum and sum of products of colours.
private struct Moments {
  var weight = 0.0
  private var sum = SIMD4<Double>.zero
  private var squares = SIMD4<Double>.zero
  private var products = SIMD4<Double>.zero

  mutating func add(_ color: LabImage.Color, weight: Double) {
    let wide = SIMD4<Double>(color)
    self.weight += weight
    sum += weight * wide
    squares += weight * wide * wide
    products += weight * wide * SIMD4(wide.y, wide.z, wide.x, 0)
  }

  var mean: SIMD4<Double> { sum / weight }

  var covariance: Covariance {
    let mean = mean
    return Covariance(
      diagonal: squares / weight - mean * mean,
      mixed: products / weight - mean * SIMD4(mean.y, mean.z, mean.x, 0))
  }
}

/// A symmetric 3 × 3 matrix: (xx, yy, zz) and (xy, yz, zx); the fourth lanes are 0.
private struct Covariance {
  var diagonal: SIMD4<Double>
  var mixed: SIMD4<Double>

  func times(_ v: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(
      diagonal.x * v.x + mixed.x * v.y + mixed.z * v.z,
      mixed.x * v.x + diagonal.y * v.y + mixed.y * v.z,
      mixed.z * v.x + mixed.y * v.y + diagonal.z * v.z, 0)
  }

  /// The axis of the largest variance, by power iteration, and that variance.
  var principalAxis: (axis: SIMD4<Double>, variance: Double) {
    var axis = SIMD4(1.0, 0.7, 0.4, 0)
    var length = 0.0
    for _ in 0..<30 {
      let next = times(axis)
      length = (next * next).sum().squareRoot()
      guard length > 1e-12 else { return (SIMD4(1, 0, 0, 0), 0) }
      axis = next / length
    }
    return (axis, length)
  }

  var determinant: Double {
    let (d, m) = (diagonal, mixed)
    return d.x * (d.y * d.z - m.y * m.y) - m.x * (m.x * d.z - m.y * m.z)
      + m.z * (m.x * m.y - d.y * m.z)
  }

  var inverse: Covariance {
    let (d, m) = (diagonal, mixed)
    return Covariance(
      diagonal: SIMD4(d.y * d.z - m.y * m.y, d.x * d.z - m.z * m.z, d.x * d.y - m.x * m.x, 0)
        / determinant,
      mixed: SIMD4(m.z * m.y - m.x * d.z, m.x * m.z - d.x * m.y, m.x * m.y - m.z * d.y, 0)
        / determinant)
  }
}

/// One Gaussian of a mixture and its share.
private struct Gaussian: Sendable {
  var share: Float
  private let mean: SIMD4<Float>
  private let diagonal: SIMD4<Float>
  private let mixed: SIMD4<Float>
  private let scale: Float

  init(_ moments: Moments, variance: Float) {
    share = Float(moments.weight)
    mean = SIMD4<Float>(moments.mean)
    var covariance = moments.covariance
    covariance.diagonal += SIMD4(1, 1, 1, 0) * Double(variance)
    let inverse = covariance.inverse
    diagonal = SIMD4<Float>(inverse.diagonal)
    mixed = SIMD4<Float>(inverse.mixed)
    let cube = 2 * Double.pi
    scale = Float(1 / (cube * cube * cube * covariance.determinant).squareRoot())
  }

  /// The share times the density.
  @inline(__always)
  func density(_ color: LabImage.Color) -> Float {
    let d = color - mean
    let distance = (d * (diagonal * d + 2 * mixed * SIMD4(d.y, d.z, d.x, 0))).sum()
    return share * scale * expf(-0.5 * distance)
  }
}
