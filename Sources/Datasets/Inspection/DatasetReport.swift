public import Basics
public import Imaging
import Synchronization

/// What loading every sample of a data set tells of it.
public struct DatasetReport: Sendable {
  /// The data set's name.
  public let name: String
  /// What it was recognised as.
  public let layout: String
  /// How many samples it has.
  public let count: Int
  /// The samples that could not be loaded, with their errors, in order.
  public private(set) var failures: [(id: String, error: any Error)] = []
  /// The images' sizes, and how many have each.
  public private(set) var sizes: [Size: Int] = [:]
  /// The areas of all targets in pixels, in ascending order; of all regions where there are no targets.
  public private(set) var areas: [Int] = []
  /// The samples of which a target, or every region, has no pixel.
  public private(set) var empty: [String] = []
  /// What annotations hold that is no region, with the sample's id, in order.
  public private(set) var leftOut: [(id: String, what: String)] = []
  /// How many layers the samples have, and how many have so many.
  public private(set) var layers: [Int: Int] = [:]
  /// How many regions there are of each class, where classes are known.
  public private(set) var categories: [String: Int] = [:]
  /// How many pixels are ignored, and how many there are.
  public private(set) var pixels = (ignored: 0, all: 0)
  /// Whether the samples name targets, so that the data set can be evaluated.
  public private(set) var hasTargets = true
  /// What identifies the targets' masks; `nil` where there are no targets.
  public private(set) var fingerprint: Fingerprint?

  /// Loads every sample.
  ///
  /// - Parameters:
  ///   - skipsBad: whether a sample that cannot be loaded is one of the ``failures``, or ends it all.
  ///   - threads: how many samples are loaded at once; never changes a result.
  ///   - progress: called after each sample, from any thread.
  public init(
    of dataset: any SegDataset, skipsBad: Bool = true, threads: Int = ThreadPool.processorCount,
    progress: @Sendable () -> Void = {}
  ) throws {
    name = dataset.name
    layout = dataset.layout
    count = dataset.count
    let measured = Mutex([Int: Result<SampleFigures, any Error>]())
    try ThreadPool.shared.forEach(count: dataset.count, threads: threads) { index in
      try Cancellation.check()
      let result = Result { try SampleFigures(dataset.sample(at: index)) }
      if case .failure(let error) = result, !skipsBad || error is Cancellation.Interrupted {
        try SampleError.naming(dataset.id(at: index)) { throw error }
      }
      measured.withLock { $0[index] = result }
      progress()
    }
    let results = measured.withLock { $0 }
    var fingerprints: [Fingerprint] = []
    for index in 0..<dataset.count {
      switch results[index] {
      case .success(let figures): add(figures, &fingerprints)
      case .failure(let error): failures.append((dataset.id(at: index), error))
      case nil: break
      }
    }
    areas.sort()
    if hasTargets { fingerprint = Fingerprint(fingerprints) }
  }

  private mutating func add(_ figures: SampleFigures, _ fingerprints: inout [Fingerprint]) {
    sizes[figures.size, default: 0] += 1
    layers[figures.layers, default: 0] += 1
    leftOut += figures.leftOut.map { (figures.id, $0) }
    areas += figures.areas
    if figures.areas.isEmpty || figures.areas.contains(0) { empty.append(figures.id) }
    categories.merge(figures.categories, uniquingKeysWith: +)
    pixels.ignored += figures.ignored
    pixels.all += figures.size.count
    hasTargets = hasTargets && figures.fingerprints != nil
    fingerprints += figures.fingerprints ?? []
  }

  /// The area that a share of the regions does not exceed, from 0 to 1; `nil` without regions.
  public func area(atShare share: Double) -> Int? {
    guard !areas.isEmpty else { return nil }
    return areas[min(max(Int(share * Double(areas.count - 1) + 0.5), 0), areas.count - 1)]
  }
}

/// What is counted of one sample.
private struct SampleFigures: Sendable {
  let id: String
  let size: Size
  let layers: Int
  let areas: [Int]
  let ignored: Int
  let leftOut: [String]
  let categories: [String: Int]
  let fingerprints: [Fingerprint]?

  init(_ sample: SegSample) throws {
    id = sample.info.id
    size = sample.image.size
    layers = sample.layers.count
    let areasOf = sample.areas
    areas = (sample.targets ?? sample.allRegions(areasOf)).map { areasOf[$0] }
    ignored = sample.layers.first?.ignoredCount ?? 0
    leftOut = sample.leftOut
    categories = Dictionary(
      sample.regions.compactMap { region in region.category.map { ($0, 1) } },
      uniquingKeysWith: +)
    let name = sample.info.id
    fingerprints = try sample.targets?.enumerated().map { number, region in
      Fingerprint(
        id: number == 0 ? name : "\(name)#\(number + 1)", target: try sample.region(region))
    }
  }
}
