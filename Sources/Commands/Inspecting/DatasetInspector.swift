import Basics
import Datasets
import Imaging
import Language

/// Inspects data sets, and folders that hold nothing but masks.
enum DatasetInspector: Inspector {
  static let kind = "lists of samples and annotations (.csv, .jsonl, .json, .xml, .yaml)"

  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value? {
    let isFolder = Files.kind(of: path) == .folder
    guard isFolder || DatasetFolder.isList(path) else {
      return nil
    }
    if isFolder, try DatasetFolder.layouts(of: path).isEmpty {
      let names = try Files.list(path)
      if names.contains(where: { FileName.isPicture($0) }) {
        return try MaskFolderInspector.report(on: path, context)
      }
    }
    let dataset = try DatasetFolder.open(path, checks: !skipBad)
    let pairs = dataset is FolderDataset ? try FolderDataset.pairFolders(in: path) : nil
    return try report(
      of: dataset, skipBad: skipBad, context,
      pairs: try pairs.map { try PairReport(images: $0.images, masks: $0.masks) })
  }

  static func report(
    of dataset: any SegDataset, skipBad: Bool, _ context: CommandContext, pairs: PairReport? = nil
  ) throws -> Value {
    let report = try context.withProgress("inspecting", total: dataset.count) { progress in
      try DatasetReport(of: dataset, skipsBad: skipBad, threads: context.jobs) {
        progress.advance()
      }
    }
    let folder = dataset as? FolderDataset
    let masks = folder?.doubt.map { [$0.advice] } ?? folder?.decision.notes ?? []
    return .object(
      ReportObject(
        lines: lines(report, pairs) + masks + said(dataset.remarks, besides: pairs),
        fields: fields(report) + fields(pairs) + [
          (
            "remarks", "what was left out of the files, in sentences",
            .list(dataset.remarks.map { .string($0.words) })
          )
        ]))
  }

  /// The remarks in words, without those that the comparison of two folders says already.
  private static func said(_ remarks: [DatasetRemark], besides pairs: PairReport?) -> [String] {
    remarks.filter { remark in
      switch remark {
      case .masksWithoutImage(let names): names != pairs?.masksWithoutImage
      case .imagesSharingMask(let names): names != pairs?.ambiguousStems
      default: true
      }
    }.map(\.words)
  }

  // MARK: - Words

  private static func lines(_ report: DatasetReport, _ pairs: PairReport?) -> [String] {
    let noun = report.hasTargets ? "objects" : "regions"
    var lines = [
      report.layout == report.name ? report.name : "\(report.name) — \(report.layout)",
      "\(report.count) images, \(report.areas.count) \(noun), \(words(report.sizes))",
    ]
    if let median = report.area(atShare: 0.5), let least = report.areas.first,
      let most = report.areas.last
    {
      lines.append("areas from \(least) to \(most) pixels, half of them up to \(median)")
    }
    let share = 100 * Double(report.pixels.ignored) / Double(max(report.pixels.all, 1))
    lines.append("\(share.fixed(2)) % of the pixels are ignored")
    if report.layers.keys.contains(where: { $0 > 1 }) {
      lines.append("layers: \(words(report.layers, unit: "images of"))")
    }
    if !report.categories.isEmpty { lines.append("classes: \(words(report.categories))") }
    lines.append(
      report.fingerprint.map { "masks \($0)" }
        ?? "no targets: a region selector must choose what is segmented")
    if !report.empty.isEmpty { lines.append("empty: \(ListText.some(report.empty))") }
    if !report.leftOut.isEmpty {
      let some = ListText.some(report.leftOut.map { "\($0.id): \($0.what)" }, 4)
      lines.append("left out \(report.leftOut.count): \(some)")
    }
    for (id, error) in report.failures.prefix(5) {
      lines.append("bad '\(id)': \(BadSamples.words(of: error))")
    }
    if !report.failures.isEmpty {
      lines.append("\(report.failures.count) of \(report.count) samples cannot be read")
    }
    return lines + self.lines(pairs)
  }

  static func lines(_ pairs: PairReport?) -> [String] {
    guard let pairs else { return [] }
    return [
      ("images without a mask", pairs.imagesWithoutMask),
      ("masks without an image", pairs.masksWithoutImage),
      ("names that several images have", pairs.ambiguousStems),
    ].filter { !$0.1.isEmpty }.map { "\($0.1.count) \($0.0): \(ListText.some($0.1))" }
  }

  static func words(_ sizes: [Size: Int]) -> String {
    let ordered = sizes.sorted { ($0.value, $0.key.count) > ($1.value, $1.key.count) }
    guard let first = ordered.first else { return "no size" }
    if ordered.count == 1 { return "all \(first.key)" }
    return "\(ordered.count) sizes, most often \(first.key)"
  }

  private static func words(_ counts: [Int: Int], unit: String) -> String {
    counts.sorted { $0.key < $1.key }.prefix(8).map { "\($0.value) \(unit) \($0.key)" }
      .joined(separator: ", ")
  }

  private static func words(_ categories: [String: Int]) -> String {
    let ordered = categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ListText.some(ordered.map { "\($0.key) \($0.value)" }, 8)
  }

  // MARK: - Figures

  private static func fields(
    _ report: DatasetReport
  ) -> [(name: String, summary: String, value: Value)] {
    [
      ("name", "the data set's name", .string(report.name)),
      ("layout", "what it was recognised as", .string(report.layout)),
      ("count", "how many images there are", .int(report.count)),
      ("objects", "how many targets, or regions where there are none", .int(report.areas.count)),
      ("areas", "their areas in ascending order", .list(report.areas.map { .int($0) })),
      ("empty", "the ids of samples with an empty mask", .list(report.empty.map { .string($0) })),
      (
        "failures", "the ids of samples that cannot be read",
        .list(report.failures.map { .string($0.id) })
      ),
      (
        "left_out", "what annotations hold that is no region",
        .list(report.leftOut.map { .string("\($0.id): \($0.what)") })
      ),
      (
        "ignored", "the share of ignored pixels",
        .float(Double(report.pixels.ignored) / Double(max(report.pixels.all, 1)))
      ),
      (
        "categories", "how many regions there are of each class",
        .dict(report.categories.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
      ),
      (
        "masks", "what identifies the targets, or None",
        report.fingerprint.map { .string($0.description) } ?? .none
      ),
    ]
  }

  static func fields(
    _ pairs: PairReport?
  ) -> [(name: String, summary: String, value: Value)] {
    guard let pairs else { return [] }
    return [
      ("images_without_mask", "images without a mask", pairs.imagesWithoutMask),
      ("masks_without_image", "masks without an image", pairs.masksWithoutImage),
      ("ambiguous", "names that several images have", pairs.ambiguousStems),
    ].map { ($0.0, $0.1, .list($0.2.map { .string($0) })) }
  }
}
