import Imaging

/// A data set whose samples have one region each, chosen by a selector, so that it can be evaluated:
/// which region is a function of the seed and the sample alone.
public struct SelectedDataset: SegDataset {
  /// What chooses, and what is done to the pair.
  public let regions: RegionDatasetWithInfo
  /// Which draws are taken.
  public let epoch: Int

  /// Sees the regions of one epoch as a data set.
  public init(_ regions: RegionDatasetWithInfo, epoch: Int = 0) {
    self.regions = regions
    self.epoch = epoch
  }

  /// The data set's name with the selector's, as in `synthetic[random_single]`.
  public var name: String { "\(regions.dataset.name)[\(regions.selector.name)]" }

  /// How many samples there are.
  public var count: Int { regions.count }

  /// The id of a sample in the data set behind.
  public func id(at index: Int) -> String { regions.dataset.id(at: index) }

  /// The image with the chosen region as id 1 of one layer.
  ///
  /// - Throws: as ``RegionDatasetWithInfo/sample(at:epoch:)``.
  public func sample(at index: Int) throws -> SegSample {
    let sample = try regions.sample(at: index, epoch: epoch)
    return SegSample(
      image: sample.image, layers: [LabelMap(sample.target)], info: sample.info,
      targets: [RegionReference(layer: 0, id: 1)])
  }
}
