public import Basics
import Glibc
import Imaging
import Synchronization

/// Writes a data set in a format of the field.
public struct DatasetExport: Sendable {
  /// What is written.
  public enum Format: String, CaseIterable, Sendable {
    /// A JSON of COCO's instances.
    case coco
    /// A folder of YOLO's segmentation.
    case yolo
  }

  /// What was done.
  public struct Outcome: Sendable {
    /// How many images are listed.
    public internal(set) var images = 0
    /// How many objects are written.
    public internal(set) var objects = 0
    /// What the format cannot express, in words, with how often and where it was met first.
    public internal(set) var losses: [(what: String, count: Int, first: String)] = []

    /// Counts a loss.
    mutating func lose(_ what: String, in sample: String) {
      if let place = losses.firstIndex(where: { $0.what == what }) {
        losses[place].count += 1
      } else {
        losses.append((what, 1, sample))
      }
    }
  }

  let dataset: any SegDataset
  let threads: Int
  let progress: @Sendable () -> Void

  /// - Parameters:
  ///   - threads: how many samples are loaded at once; never changes what is written.
  ///   - progress: called after each sample, from any thread.
  public init(
    _ dataset: any SegDataset, threads: Int = ThreadPool.processorCount,
    progress: @escaping @Sendable () -> Void = {}
  ) {
    self.dataset = dataset
    self.threads = threads
    self.progress = progress
  }

  /// Calls `body` with each sample, several at a time, and returns the results in order.
  func map<Result: Sendable>(
    _ body: @Sendable (Int, SegSample) throws -> Result
  ) throws -> [Result] {
    let results = Mutex([Int: Result]())
    let (dataset, progress) = (dataset, progress)
    try ThreadPool.shared.forEach(count: dataset.count, threads: threads) { index in
      try Cancellation.check()
      let result = try SampleError.naming(dataset.id(at: index)) {
        try body(index, dataset.sample(at: index))
      }
      results.withLock { $0[index] = result }
      progress()
    }
    let all = results.withLock { $0 }
    return (0..<dataset.count).compactMap { all[$0] }
  }
}

extension SegSample {
  /// The regions that are written: the targets and the crowds, or all where the annotation leaves a choice; and how many are
  /// left out by that.
  var exported: (regions: [RegionReference], others: Int) {
    let all = allRegions
    guard let targets else { return (all, 0) }
    let chosen = Set(targets).union(regions.filter(\.isCrowd).map(\.region))
    let kept = all.filter(chosen.contains)
    return (kept, all.count - kept.count)
  }
}

/// The numbers that classes are written with.
struct ExportedClasses: Sendable {
  /// The names with their numbers, in ascending order of these.
  let named: [(name: String, number: Int)]
  private let numbers: [String: Int]

  /// A region without a class.
  static let nameless = "object"

  /// The annotation's own numbers where each class has one of its own from `first` on; else classes are numbered in the order of their
  /// names.
  init(_ regions: some Sequence<(name: String?, number: Int?)>, from first: Int, isDense: Bool) {
    var found: [String: Set<Int?>] = [:]
    for region in regions { found[region.name ?? Self.nameless, default: []].insert(region.number) }
    let own = found.compactMapValues { $0.count == 1 ? $0.first ?? nil : nil }
    let taken = Set(own.values)
    let isUsable =
      own.count == found.count && taken.count == own.count && taken.allSatisfy { $0 >= first }
      && (!isDense || taken.count == (taken.max() ?? -1) + 1)
    let names = found.keys.sorted()
    numbers =
      isUsable
      ? own : Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + first) })
    named = numbers.sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
  }

  /// The number of a class.
  func number(of name: String?) -> Int { numbers[name ?? Self.nameless] ?? 0 }
}

/// The names of the files that images are written or named as.
struct ExportedNames: Sendable {
  /// The names without endings by the samples' places: ids without slashes, each once.
  let stems: [String]

  init(_ dataset: any SegDataset) {
    var seen: Set<String> = []
    stems = (0..<dataset.count).map { index in
      var stem = String(
        dataset.id(at: index).map { $0 == "/" || $0 == "\\" || $0 == "\0" ? "_" : $0 })
      if stem.hasPrefix(".") || stem.isEmpty { stem = "_" + stem }
      let first = stem
      var number = 2
      while !seen.insert(stem).inserted {
        stem = "\(first)_\(number)"
        number += 1
      }
      return stem
    }
  }

  /// Writes a sample's image, as it lies in its file where that has its pixels, else as PNG; returns its name.
  ///
  /// - Throws: `SystemError`, with `EEXIST` where another picture has that name.
  func writeImage(of sample: SegSample, at index: Int, to folder: String) throws -> String {
    var (ending, bytes) = ("png", [UInt8]())
    if let path = sample.info.imagePath, let own = Self.ending(of: path),
      let content = try? Files.read(path, limit: 1 << 30),
      (try? ImageFile.decodeSize(content)) == sample.image.size
    {
      (ending, bytes) = (own, content)
    } else {
      bytes = try ImageFile.encodePNG(Raster(sample.image))
    }
    let name = "\(stems[index]).\(ending)"
    let path = "\(folder)/\(name)"
    if Files.kind(of: path) != nil {
      // What is there already is left alone, and must be the same.
      guard (try? Files.read(path, limit: 1 << 30)) == bytes else {
        throw SystemError(action: "write", path: path, code: EEXIST)
      }
    } else {
      try Files.write(bytes, to: path)
    }
    return name
  }

  /// The ending of a picture that others read, too.
  private static func ending(of path: String) -> String? {
    let ending = FileName.ending(of: path)
    return ["jpg", "jpeg", "png"].contains(ending) ? ending : nil
  }
}
