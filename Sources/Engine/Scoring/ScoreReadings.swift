public import Datasets
internal import Imaging

/// How the two sides of a scoring are read, and whether each region counts on its own.
public struct ScoreReadings: Sendable {
  /// Which values are object.
  public enum Object: Hashable, Sendable {
    /// As the files tell; of label maps each region on its own.
    case automatic
    /// All but the background, as one object.
    case nonzero
    /// One value or colour.
    case value(MaskValue)
  }

  /// How predictions are read. Nothing is ignored in them: what is no object there is background.
  public private(set) var prediction: MaskDecision
  /// How targets are read.
  public private(set) var target: MaskDecision
  /// Whether each region is scored on its own, paired by its value.
  public private(set) var isByRegion = false
  /// The one region that is scored, where one is chosen.
  let region: MaskValue?

  /// Looks at the files of both sides.
  ///
  /// - Parameters:
  ///   - target: what is said of the targets' meaning.
  ///   - prediction: what is said of the predictions'.
  /// - Throws: `UnclearMasks`, `Cancellation.Interrupted`.
  public init(
    _ pairing: MaskPairing, object: Object = .automatic,
    target: MaskReader.Choice = MaskReader.Choice(),
    prediction: MaskReader.Choice = MaskReader.Choice()
  ) throws {
    let targets = pairing.pairs.map(\.target)
    let predictions = pairing.pairs.map(\.prediction)
    if case .value(let value) = object { region = value } else { region = nil }
    self.target = try Self.decision(targets, target, object)
    do {
      self.prediction = try Self.decision(predictions, prediction, object)
    } catch let doubt as UnclearMasks {
      // Predictions that hold nothing but ids of the targets are such ids.
      guard let adopted = try self.target.adopting(predictions) else { throw doubt }
      self.prediction = adopted
    }
    if object == .automatic { try pairRegions(targets, predictions) }
    self.prediction.reading.ignored = []
  }

  /// The rule of a side, which follows from an object that is named.
  private static func decision(
    _ paths: [String], _ choice: MaskReader.Choice, _ object: Object
  ) throws -> MaskDecision {
    var choice = choice
    guard object != .automatic, choice.rule == nil else {
      return try MaskReader.decide(paths, as: choice)
    }
    if choice.ignored == nil { choice.ignored = try MaskReader.void(of: paths) }
    if case .value(let value) = object {
      if case .color = value { choice.rule = .colors } else { choice.rule = .labels }
      choice.ignored?.removeAll { $0 == value }
    } else {
      choice.rule = .aboveZero
    }
    return try MaskReader.decide(paths, as: choice)
  }

  /// Label maps are scored region by region; a single region is one object, whatever its value.
  private mutating func pairRegions(_ targets: [String], _ predictions: [String]) throws {
    if target.regions.count < 2, prediction.regions.count < 2 {
      // 1 here and 2 there are two classes; 1 and 255 are two ways to write an object.
      if let one = target.onlyID, let other = prediction.onlyID, one != other {
        throw doubt(predictions)
      }
      return
    }
    isByRegion = true
    // The side that shows 0 and 1 alone has the other's ids.
    if prediction.reading.rule.isBinary {
      guard let adopted = try target.adopting(predictions) else { throw doubt(predictions) }
      prediction = adopted
    }
    if target.reading.rule.isBinary {
      guard let adopted = try prediction.adopting(targets) else { throw doubt(predictions) }
      target = adopted
    }
    // Of an indexed file the colours are known, too.
    if target.reading.rule == .colors, prediction.reading.rule == .labels {
      prediction = try prediction.byColor(predictions) ?? { throw doubt(predictions) }()
    } else if prediction.reading.rule == .colors, target.reading.rule == .labels {
      target = try target.byColor(targets) ?? { throw doubt(predictions) }()
    } else if Set([target.reading.rule, prediction.reading.rule]) == [.colors, .voc] {
      throw doubt(predictions)
    }
  }

  private func doubt(_ predictions: [String]) -> UnclearMasks {
    UnclearMasks(
      file: predictions[0],
      doubt: .regionsDiffer(targets: target.found, predictions: prediction.found), choices: [])
  }

  /// The object of a file where regions do not count on their own.
  func mask(_ layer: LabelMap, _ values: [UInt16: MaskValue]) -> Mask {
    guard let region else { return layer.regions }
    return layer.region(ofAny: values.filter { $0.value == region }.keys)
  }
}
