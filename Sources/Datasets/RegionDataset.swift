public import Basics
public import Imaging

/// An image with one target region.
public struct RegionSample: Sendable {
  /// The picture.
  public var image: Image
  /// The region to segment, of the image's size.
  public var target: Mask
  /// What the data set knows of the sample.
  public var info: SampleInfo

  /// Creates a sample.
  public init(image: Image, target: Mask, info: SampleInfo) {
    self.image = image
    self.target = target
    self.info = info
  }
}

/// Changes an image and its target together, for training; the key makes its draws reproducible.
public typealias PairAugmentation =
  @Sendable (_ image: Image, _ target: Mask, _ key: RandomKey) throws -> (Image, Mask)

/// A data set seen through a region selector: image, target region and the sample's facts.
public struct RegionDatasetWithInfo: Sendable {
  /// Where the images and full masks come from.
  public let dataset: any SegDataset
  /// Which region of a full mask becomes the target.
  public let selector: any RegionSelector
  /// What is done to the pair before it is handed out; nothing when `nil`.
  public let augmentation: PairAugmentation?
  /// The root seed of the selector's and the augmentation's draws.
  public let seed: UInt64

  /// Joins a data set, a selector and an optional augmentation.
  public init(
    _ dataset: any SegDataset, selector: any RegionSelector,
    augmentation: PairAugmentation? = nil, seed: UInt64 = 0
  ) {
    self.dataset = dataset
    self.selector = selector
    self.augmentation = augmentation
    self.seed = seed
  }

  /// How many samples there are.
  public var count: Int { dataset.count }

  /// Loads a sample and draws its region; `epoch` varies the draws of a training run.
  public func sample(at index: Int, epoch: Int = 0) throws -> RegionSample {
    let sample = try dataset.sample(at: index)
    var key = RandomKey(
      root: seed, purpose: "selectors.\(selector.name)", dataset: dataset.name,
      sample: sample.info.id, interaction: epoch)
    let target = try selector.region(of: sample, key: key)
    guard let augmentation else {
      return RegionSample(image: sample.image, target: target, info: sample.info)
    }
    key.purpose = "transforms"
    let (image, augmented) = try augmentation(sample.image, target, key)
    return RegionSample(image: image, target: augmented, info: sample.info)
  }
}

/// A ``RegionDatasetWithInfo`` whose samples are the bare pair of image and target.
public struct RegionDataset: Sendable {
  private let base: RegionDatasetWithInfo

  /// Joins a data set, a selector and an optional augmentation.
  public init(
    _ dataset: any SegDataset, selector: any RegionSelector,
    augmentation: PairAugmentation? = nil, seed: UInt64 = 0
  ) {
    base = RegionDatasetWithInfo(
      dataset, selector: selector, augmentation: augmentation, seed: seed)
  }

  /// How many samples there are.
  public var count: Int { base.count }

  /// Loads a sample and draws its region; `epoch` varies the draws of a training run.
  public func sample(at index: Int, epoch: Int = 0) throws -> (image: Image, target: Mask) {
    let sample = try base.sample(at: index, epoch: epoch)
    return (sample.image, sample.target)
  }
}
