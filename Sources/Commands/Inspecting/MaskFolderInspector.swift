import Basics
import Datasets
import Imaging
import Language

/// Inspects a folder of masks without images.
enum MaskFolderInspector {
  static func report(on folder: String, _ context: CommandContext) throws -> Value {
    let total = try Files.list(folder).count
    let report = try context.withProgress("inspecting", total: total) { progress in
      try MaskFolderReport(folder) { progress.advance() }
    }
    return .object(ReportObject(lines: lines(report), fields: fields(report)))
  }

  private static func lines(_ report: MaskFolderReport) -> [String] {
    let kinds = report.kinds.sorted { $0.value > $1.value }.map { "\($0.value) \(words($0.key))" }
    var lines = [
      "\(report.folder): \(report.count) files, \(kinds.joined(separator: ", ")), "
        + DatasetInspector.words(report.sizes)
    ]
    let values = report.values.sorted { $0.key < $1.key }
    let shown = values.count <= 12 ? values : Array(values.prefix(6)) + values.suffix(5)
    for (value, occurrence) in shown {
      lines.append("  \(value): \(occurrence.pixels) pixels in \(occurrence.files) files")
    }
    if shown.count < values.count {
      lines.insert("  … \(values.count - shown.count) more values …", at: 7)
    }
    lines += report.advice
    lines.append("masks \(report.fingerprint)")
    if !report.empty.isEmpty { lines.append("empty: \(ListText.some(report.empty))") }
    if !report.ambiguousStems.isEmpty {
      lines.append("one name, several endings: \(ListText.some(report.ambiguousStems))")
    }
    for (_, error) in report.failures.prefix(5) {
      lines.append("bad: \(BadSamples.words(of: error))")
    }
    if !report.failures.isEmpty { lines.append("\(report.failures.count) files cannot be read") }
    return lines + DatasetInspector.lines(report.pairs)
  }

  static func words(_ kind: MaskFolderReport.Kind) -> String {
    if kind.isIndexed { return "indexed" }
    let channels = ["grey", "grey with alpha", "RGB", "RGBA"]
    return "\(kind.bitDepth)-bit \(channels[min(max(kind.channels - 1, 0), 3)])"
  }

  private static func fields(
    _ report: MaskFolderReport
  ) -> [(name: String, summary: String, value: Value)] {
    let values = report.values.sorted { $0.key < $1.key }
    return [
      ("count", "how many files were read", .int(report.count)),
      (
        "values", "the values of the first channel, by their number of pixels",
        .dict(values.map { ("\($0.key)", .int($0.value.pixels)) })
      ),
      (
        "sizes", "the sizes, by how many files have each",
        .dict(
          report.sizes.sorted { ($1.value, $0.key.count) < ($0.value, $1.key.count) }
            .map { ("\($0.key)", .int($0.value)) })
      ),
      ("empty", "files that are all 0", .list(report.empty.map { .string($0) })),
      (
        "failures", "files that cannot be read",
        .list(report.failures.map { .string($0.name) })
      ),
      ("advice", "what that means", .list(report.advice.map { .string($0) })),
      ("masks", "what identifies the files", .string(report.fingerprint.description)),
    ] + DatasetInspector.fields(report.pairs)
  }
}
