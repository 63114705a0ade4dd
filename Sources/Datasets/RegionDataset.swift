import Basics
public import Imaging

/// An image with one target region.
public struct RegionSample: Sendable {
  /// The picture.
  public var image: Image
  /// The region to segment, of the image's size.
  public var target: Mask
  /// What the data set knows of the sample.
  public var info: SampleInfo
  /// Where positive clicks belong, a mask for each region of the target; moved as the image was.
  public var positives: [Mask]
  /// What must not be taken for the target, a mask each; moved as the image was.
  public var negatives: [Mask]
  /// The other objects of the picture, where they were asked for; moved as the image was.
  public var others: Mask?
  /// Red, green and blue as normalised numbers, where a transform normalised them.
  public var planes: [Plane]?

  /// Creates a sample; without `positives` clicks belong anywhere in the target.
  public init(
    image: Image, target: Mask, info: SampleInfo, positives: [Mask]? = nil,
    negatives: [Mask] = [], others: Mask? = nil, planes: [Plane]? = nil
  ) {
    self.image = image
    self.target = target
    self.info = info
    self.positives = positives ?? [target]
    self.negatives = negatives
    self.others = others
    self.planes = planes
  }
}

/// A data set seen through a region selector: image, target region and the sample's facts.
public struct RegionDatasetWithInfo: Sendable {
  /// Where the images and full masks come from.
  public let dataset: any SegDataset
  /// Which region of a full mask becomes the target.
  public let selector: any RegionSelector
  /// What is done to the pair before it is handed out; nothing when `nil`.
  public let transform: (any Transform)?
  /// The root seed of the selector's and the transform's draws.
  public let seed: UInt64
  /// Whether samples tell the target from the picture's other objects, for samplers that click there.
  public let withNeighbours: Bool

  /// Joins a data set, a selector and an optional transform.
  public init(
    _ dataset: any SegDataset, selector: any RegionSelector,
    transform: (any Transform)? = nil, seed: UInt64 = 0, withNeighbours: Bool = false
  ) {
    self.dataset = dataset
    self.selector = selector
    self.transform = transform
    self.seed = seed
    self.withNeighbours = withNeighbours
  }

  /// How many samples there are.
  public var count: Int { dataset.count }

  /// Loads a sample, draws its region and transforms both; `epoch` varies the draws of a training run.
  ///
  /// The result is a function of the data, the seed, the sample's id and the epoch alone.
  ///
  /// - Throws: what loading throws, ``SelectorError``, and what the transform throws.
  public func sample(at index: Int, epoch: Int = 0) throws -> RegionSample {
    let sample = try SampleError.naming(dataset.id(at: index)) { try dataset.sample(at: index) }
    var key = RandomKey(
      root: seed, purpose: "selectors.\(selector.name)", dataset: dataset.name,
      sample: sample.info.id, interaction: epoch)
    let selection = try selector.select(from: sample, key: key)
    guard withNeighbours else {
      key.purpose = "transforms"
      return try transformed(RegionSelection(target: selection.target), nil, of: sample, key)
    }
    let others = try sample.others(than: selection.target)
    key.purpose = "transforms"
    return try transformed(selection, others, of: sample, key)
  }

  /// The sample with its masks, after the transform.
  private func transformed(
    _ selection: RegionSelection, _ others: Mask?, of sample: SegSample, _ key: RandomKey
  ) throws -> RegionSample {
    // Most selections have one place for positive clicks, the target: it is not moved twice.
    let ownPositives = selection.positives == [selection.target] ? [] : selection.positives
    let companions = ownPositives + selection.negatives + (others.map { [$0] } ?? [])
    var pair = try TrainingPair(
      image: sample.image, target: selection.target, companions: companions)
    try transform?(&pair, key: key)
    let moved = try pair.companions()
    let (first, last) = (ownPositives.count, ownPositives.count + selection.negatives.count)
    return RegionSample(
      image: try pair.image(), target: try pair.target(), info: sample.info,
      positives: ownPositives.isEmpty ? nil : Array(moved[..<first]),
      negatives: Array(moved[first..<last]), others: others.map { _ in moved[last] },
      planes: try pair.planes())
  }
}

/// A ``RegionDatasetWithInfo`` whose samples are the bare pair of image and target.
public struct RegionDataset: Sendable {
  private let base: RegionDatasetWithInfo

  /// Joins a data set, a selector and an optional transform.
  public init(
    _ dataset: any SegDataset, selector: any RegionSelector,
    transform: (any Transform)? = nil, seed: UInt64 = 0
  ) {
    base = RegionDatasetWithInfo(dataset, selector: selector, transform: transform, seed: seed)
  }

  /// How many samples there are.
  public var count: Int { base.count }

  /// Loads a sample and draws its region; `epoch` varies the draws of a training run.
  public func sample(at index: Int, epoch: Int = 0) throws -> (image: Image, target: Mask) {
    let sample = try base.sample(at: index, epoch: epoch)
    return (sample.image, sample.target)
  }
}
