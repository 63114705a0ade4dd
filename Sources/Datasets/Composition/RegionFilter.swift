import Imaging

/// What regions must be to remain in a data set; what is `nil` or empty does not restrict them.
public struct RegionFilter: Hashable, Sendable {
  /// How many pixels, at least.
  public var minimumArea: Int?
  /// How many pixels, at most.
  public var maximumArea: Int?
  /// What share of the image's pixels, at least.
  public var minimumShare: Double?
  /// What share of the image's pixels, at most.
  public var maximumShare: Double?
  /// Names of classes, one of which it must have.
  public var categories: Set<String> = []
  /// Thing or stuff.
  public var kind: RegionInfo.Kind?
  /// Whether crowds remain.
  public var keepsCrowds = true

  /// A filter that all regions pass.
  public init() {}

  /// Whether a region passes.
  func passes(_ region: RegionInfo, area: Int, of pixels: Int) -> Bool {
    let share = Double(area) / Double(max(pixels, 1))
    return area >= minimumArea ?? 0 && area <= maximumArea ?? .max
      && share >= minimumShare ?? 0 && share <= maximumShare ?? 1
      && (categories.isEmpty || region.category.map(categories.contains) ?? false)
      && (kind == nil || kind == region.kind) && (keepsCrowds || !region.isCrowd)
  }

  /// The sample with the regions that pass; the others are no targets any more, and their pixels,
  /// where no region that passes lies, are background.
  public func applied(to sample: SegSample) -> SegSample {
    var sample = sample
    let areas = sample.areas
    let all = sample.allRegions(areas)
    let kept = Set(
      all.filter { passes(sample.info(of: $0), area: areas[$0], of: sample.image.size.count) })
    sample.regions.removeAll { !kept.contains($0.region) }
    for index in sample.regions.indices {
      sample.regions[index].children.removeAll { !kept.contains($0) }
      if let parent = sample.regions[index].parent, !kept.contains(parent) {
        sample.regions[index].parent = nil
      }
    }
    sample.targets?.removeAll { !kept.contains($0) }
    sample.layers.removePixels(of: Set(all).subtracting(kept))
    return sample
  }
}

/// A data set of which some samples, and some regions of each, are left out.
public struct FilteredDataset: SegDataset {
  /// The base's name.
  public var name: String { base.name }
  /// Where the samples come from.
  public let base: any SegDataset
  private let indices: [Int]
  private let filter: RegionFilter

  /// What the base was recognised as, and how much of it this is.
  public var layout: String { "\(count) of \(base.count), filtered, of \(base.layout)" }

  /// Keeps the samples that have a region that passes; all samples are loaded once for that.
  ///
  /// - Parameters:
  ///   - keeps: asked, too, about each sample that is left.
  ///   - progress: called after each sample.
  /// - Throws: ``DatasetError/empty(name:)`` where no sample remains, and what loading throws.
  public init(
    _ base: any SegDataset, regions filter: RegionFilter = RegionFilter(),
    keeps: (SegSample) throws -> Bool = { _ in true }, progress: () throws -> Void = {}
  ) throws {
    self.base = base
    self.filter = filter
    var indices: [Int] = []
    for index in 0..<base.count {
      let sample = try SampleError.naming(base.id(at: index)) {
        filter.applied(to: try base.sample(at: index))
      }
      if !sample.allRegions.isEmpty, try keeps(sample) { indices.append(index) }
      try progress()
    }
    guard !indices.isEmpty else { throw DatasetError.empty(name: "\(base.name), filtered") }
    self.indices = indices
  }

  /// How many samples remain.
  public var count: Int { indices.count }

  /// The sample's id in the base.
  public func id(at index: Int) -> String { base.id(at: indices[index]) }

  /// What is known to be wrong there.
  public func check() throws(DatasetError) { try base.check() }

  /// The base's sample with the regions that pass.
  public func sample(at index: Int) throws -> SegSample {
    filter.applied(to: try base.sample(at: indices[index]))
  }
}
