public import Imaging

/// A segmentation data set: images with their full masks, as annotated.
///
/// Conform a type of your own to load whatever you have. Loading is deterministic, and samples may
/// be asked for in any order and from several threads.
public protocol SegDataset: Sendable {
  /// The name that results are reported under, for example `GrabCut`.
  var name: String { get }
  /// What it was recognised as, in a line: `SBD: img/, inst/*.mat, split val`. The name unless told.
  var layout: String { get }
  /// How many samples there are.
  var count: Int { get }
  /// The id of a sample, unique in the data set; it is known without loading.
  func id(at index: Int) -> String
  /// What was left out of the files, or taken otherwise than they say. Nothing unless told.
  var remarks: [DatasetRemark] { get }
  /// Throws what is known to be wrong without loading a sample, such as an image without a mask.
  ///
  /// Long work asks before it starts, unless it passes over bad samples. Nothing is known to be wrong unless told.
  func check() throws(DatasetError)
  /// Loads a sample.
  ///
  /// - Throws: an error that names the file when it is missing, unreadable or of another size.
  func sample(at index: Int) throws -> SegSample
}

extension SegDataset {
  /// The name.
  public var layout: String { name }
  /// Nothing was left out.
  public var remarks: [DatasetRemark] { [] }
  /// Nothing is known to be wrong.
  public func check() throws(DatasetError) {}
}

/// One region of a full mask: the pixels of a layer that carry an id.
public struct RegionReference: Hashable, Sendable {
  /// The layer's index.
  public var layer: Int
  /// The region's id in that layer.
  public var id: UInt16

  /// Refers to the pixels of `layer` with `id`.
  public init(layer: Int, id: UInt16) {
    self.layer = layer
    self.id = id
  }
}

/// An image with its full mask.
public struct SegSample: Sendable {
  /// The picture.
  public var image: Image
  /// The annotation: one or more layers of region ids, each of the image's size.
  public var layers: [LabelMap]
  /// What else the data set knows of the sample.
  public var info: SampleInfo
  /// What is known of the regions in the layers; empty where that is nothing but their ids.
  public var regions: [RegionInfo]
  /// The regions that an evaluation segments, one after the other.
  ///
  /// `nil` says that the annotation leaves a choice, which only a region selector can make: such a
  /// sample is not suited for evaluation as it is.
  public var targets: [RegionReference]?
  /// The masks from which an evaluation of these regions starts, where the data set brings them.
  public var initialMasks: [RegionReference: Mask]
  /// What the annotation holds that is no region here, in words each: a point, a polygon of two corners.
  public var leftOut: [String] = []

  /// Creates a sample; without `targets` only a region selector can make a target of it.
  public init(
    image: Image, layers: [LabelMap], info: SampleInfo, regions: [RegionInfo] = [],
    targets: [RegionReference]? = nil, initialMasks: [RegionReference: Mask] = [:]
  ) {
    self.image = image
    self.layers = layers
    self.info = info
    self.regions = regions
    self.targets = targets
    self.initialMasks = initialMasks
  }
}

/// What a data set knows of a sample besides its pixels.
public struct SampleInfo: Hashable, Sendable {
  /// The sample's id.
  public var id: String
  /// The image's file, where there is one.
  public var imagePath: String?
  /// The mask's file, where there is one.
  public var maskPath: String?

  /// Creates the facts of a sample.
  public init(id: String, imagePath: String? = nil, maskPath: String? = nil) {
    self.id = id
    self.imagePath = imagePath
    self.maskPath = maskPath
  }
}
