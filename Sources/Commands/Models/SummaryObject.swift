import Basics
import Imaging
import Language
import Layers
import Models

/// What a prepared network consists of, step by step, with one run's times.
final class SummaryObject: ScriptObject, PreviewableObject {
  private let summary: NetworkSummary
  private let size: Size

  /// Prepares the network for pictures of a size, runs it once to warm it and once for the times.
  init(of model: any NetworkHolding, _ size: Size) throws {
    let prepared = try PreparedNetwork(model.graph, inputShapes: model.inputShapes(for: size))
    try prepared.run()
    summary = try prepared.summary()
    self.size = size
  }

  var typeName: String { "summary" }
  var repr: String { lines.joined(separator: "\n") }
  func preview(columns: Int) -> String { repr }

  var members: [Member] {
    [
      Member("parameters", "the numbers of all steps, folded as they run"),
      Member("multiply_adds", "multiply-adds of all steps"),
      Member("seconds", "the duration of one run"),
      Member("rows", "one dict a step: layer, operation, shape, parameters, kernel, seconds"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "parameters": return .int(summary.parameters)
    case "multiply_adds": return .int(summary.multiplyAdds)
    case "seconds": return .float(summary.seconds)
    case "rows":
      return .list(
        summary.rows.map { row in
          .dict([
            ("layer", .string(row.path)), ("operation", .string(row.operation)),
            ("shape", .tuple(row.output.map { .int($0) })), ("parameters", .int(row.parameters)),
            ("multiply_adds", .int(row.multiplyAdds)), ("kernel", .string(row.kernel)),
            ("seconds", .float(row.seconds)),
          ])
        })
    default: return nil
    }
  }

  private var lines: [String] {
    let rows = summary.rows.map { row in
      [
        row.path, row.operation, row.output.map(String.init).joined(separator: "×"),
        "\(row.parameters)", Self.millions(row.multiplyAdds), row.kernel,
        Self.milliseconds(row.seconds),
      ]
    }
    let sums = [
      "all, \(size.height)×\(size.width)", "", "", "\(summary.parameters)",
      Self.millions(summary.multiplyAdds), "", Self.milliseconds(summary.seconds),
    ]
    return TextColumns.aligned(
      [["layer", "operation", "output", "parameters", "M mult-adds", "kernel", "ms"]] + rows
        + [sums], rightmost: [3, 4, 6])
  }

  private static func millions(_ count: Int) -> String { (Double(count) / 1e6).fixed(1) }
  private static func milliseconds(_ seconds: Double) -> String { (seconds * 1e3).fixed(2) }
}
