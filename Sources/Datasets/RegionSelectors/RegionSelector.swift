public import Basics
public import Imaging

/// Chooses the target region in a full mask.
///
/// A full mask may hold many classes, objects and layers; the target is one binary mask made of it. A
/// choice is a function of the sample and the key alone: the same key gives the same region, whatever was
/// chosen before and on however many threads.
public protocol RegionSelector: Sendable {
  /// The name by which scripts choose it, for example `dummy`.
  var name: String { get }

  /// Chooses in a sample; random choices are drawn from `key` alone.
  ///
  /// - Throws: ``SelectorError`` where the sample has no region of the kind wanted, as an empty or an
  ///   ignored one has none.
  func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection
}

extension RegionSelector {
  /// The target region of a sample, as a mask of its size.
  ///
  /// - Throws: as ``select(from:key:)``.
  public func region(of sample: SegSample, key: RandomKey) throws -> Mask {
    try select(from: sample, key: key).target
  }
}

/// What a selector chose: the target, and what a training sampler must know of its neighbourhood.
public struct RegionSelection: Sendable {
  /// The region to segment, of the image's size.
  public var target: Mask
  /// The regions of the full mask that it is made of; empty where it is none of them, as background.
  public var regions: [RegionReference]
  /// Where positive clicks belong, one mask for each region of the target; the target unless told.
  public var positives: [Mask]
  /// What must not be taken for the target: parents without it, children removed from it.
  public var negatives: [Mask]

  /// A choice; without `positives` clicks belong anywhere in the target.
  public init(
    target: Mask, regions: [RegionReference] = [], positives: [Mask]? = nil,
    negatives: [Mask] = []
  ) {
    self.target = target
    self.regions = regions
    self.positives = positives ?? [target]
    self.negatives = negatives
  }
}

/// Why a selector finds no region in a sample, as facts.
public enum SelectorError: Error, Hashable, Sendable {
  /// What the sample lacks.
  public enum Lack: Hashable, Sendable {
    /// It has fewer regions than are wanted, maybe none.
    case regions(wanted: Int, found: Int)
    /// No region has this class; the sample has the others.
    case category(String, found: [String])
    /// No region has this id; the sample has the others.
    case id(Int, found: [Int])
    /// No region's area lies in the range, in pixels.
    case area(ClosedRange<Int>, found: [Int])
    /// No region is known to be a thing, or to be stuff.
    case kind(RegionInfo.Kind)
    /// No region is known to have parts, or to be a part.
    case hierarchy
    /// No pixel is background.
    case background
  }

  /// The selector and the sample, by name, and what is lacking.
  case noRegion(selector: String, sample: String, lack: Lack)
  /// A choice among no selectors, or of weights that add up to nothing.
  case nothingToChoose(selector: String)
  /// A parameter is out of range.
  case badParameter(selector: String, name: String, value: Int, range: ClosedRange<Int>)
}

extension RegionSelector {
  /// The error that a sample lacks something.
  func none(in sample: SegSample, _ lack: SelectorError.Lack) -> SelectorError {
    .noRegion(selector: name, sample: sample.info.id, lack: lack)
  }

  /// One of some regions, each equally likely, as a selection.
  func choose(
    among regions: [RegionReference], in sample: SegSample, key: RandomKey,
    orLacking lack: SelectorError.Lack
  ) throws -> RegionSelection {
    guard !regions.isEmpty else { throw none(in: sample, lack) }
    var random = key.generator()
    return try sample.selection(of: [regions[random.index(below: regions.count)]])
  }
}
