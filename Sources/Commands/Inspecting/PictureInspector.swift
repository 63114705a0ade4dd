import Basics
import Datasets
import Imaging
import Language

/// Inspects one picture, as the mask that it may be.
enum PictureInspector: Inspector {
  static let kind = "pictures"

  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value? {
    guard Files.kind(of: path) == .file, FileName.isPicture(path) else { return nil }
    let report = try MaskFileReport(path)
    var lines = [
      "\(path): \(MaskFolderInspector.words(report.kind)), \(report.size)"
    ]
    let shown = report.values.prefix(12)
    for (value, pixels) in shown { lines.append("  \(value): \(pixels) pixels") }
    if report.values.count > 12 { lines.append("  … \(report.values.count - 12) more values") }
    lines.append("as a mask: \(report.advice)")
    return .object(
      ReportObject(
        lines: lines,
        fields: [
          (
            "size", "height and width", .tuple([.int(report.size.height), .int(report.size.width)])
          ),
          (
            "values", "the values of the first channel, by their number of pixels",
            .dict(report.values.map { ("\($0.value)", .int($0.pixels)) })
          ),
          ("advice", "what that means for a mask", .string(report.advice)),
        ]))
  }
}
