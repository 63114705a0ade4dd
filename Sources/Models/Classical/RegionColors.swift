/// The colour mixtures of object and background, fitted to a labelling.
struct RegionColors: Sendable {
  /// log p(c | object) − log p(c | background) of each palette entry.
  private(set) var advantage: [Float] = []

  private var object: ColorMixture
  private var background: ColorMixture
  private var objectLogs: [Float] = []
  private var backgroundLogs: [Float] = []
  private let seedWeight: Float

  /// Fits both mixtures anew: to the labelled pixels, each seed's counting as many.
  init(_ model: GraphCut, _ palette: ColorPalette, _ seeds: Seeds, _ isObject: [Bool]) {
    seedWeight = model.seedWeight
    let (objectWeights, backgroundWeights) = Self.weights(palette, seeds, isObject, seedWeight)
    object = ColorMixture(
      of: palette.colors, weights: objectWeights, components: model.components,
      variance: model.colorVariance, uniformShare: model.uniformShare)
    background = ColorMixture(
      of: palette.colors, weights: backgroundWeights, components: model.components,
      variance: model.colorVariance, uniformShare: model.uniformShare)
    refit(palette, seeds, isObject)
  }

  /// Improves both mixtures for another labelling.
  mutating func refit(_ palette: ColorPalette, _ seeds: Seeds, _ isObject: [Bool]) {
    let (objectWeights, backgroundWeights) = Self.weights(palette, seeds, isObject, seedWeight)
    object.refine(with: palette.colors, weights: objectWeights)
    background.refine(with: palette.colors, weights: backgroundWeights)
    objectLogs = object.logDensities(palette.colors)
    backgroundLogs = background.logDensities(palette.colors)
    advantage = zip(objectLogs, backgroundLogs).map { $0 - $1 }
  }

  /// Σ −log p(c | label), each seed's pixel counting as many.
  func cost(_ palette: ColorPalette, _ seeds: Seeds, _ isObject: [Bool]) -> Double {
    let (objectWeights, backgroundWeights) = Self.weights(palette, seeds, isObject, seedWeight)
    var cost = 0.0
    for entry in 0..<palette.count {
      cost -= Double(objectWeights[entry] * objectLogs[entry])
      cost -= Double(backgroundWeights[entry] * backgroundLogs[entry])
    }
    return cost
  }

  private static func weights(
    _ palette: ColorPalette, _ seeds: Seeds, _ isObject: [Bool], _ seedWeight: Float
  ) -> (object: [Float], background: [Float]) {
    var object = [Float](repeating: 0, count: palette.count)
    var background = object
    for (index, label) in seeds.labels.enumerated() {
      let entry = Int(palette.entries[index])
      switch label {
      case .object: object[entry] += seedWeight
      case .background: background[entry] += seedWeight
      case .free where isObject[index]: object[entry] += 1
      case .free: background[entry] += 1
      }
    }
    return (object, background)
  }
}
