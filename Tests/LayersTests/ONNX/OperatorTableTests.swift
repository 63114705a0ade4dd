import Foundation
import Testing

@testable import Layers

@Suite("The manual's table of operators")
struct OperatorTableTests {
  @Test("names every operator that is translated, and no other")
  func complete() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Sources/segue/Documentation.docc/ONNX.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let rows = lines.drop { !$0.hasPrefix("| area") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    var named: Set<String> = []
    for row in rows {
      let cell = row.split(separator: "|").last ?? ""
      let outside = cell.replacing(/\([^)]*\)/, with: "")
      named.formUnion(outside.matches(of: /[A-Z][A-Za-z0-9]+/).map { String($0.output) })
    }
    #expect(named == Set(Operators.all.keys).union(["Constant", "If"]))
    #expect(lines.contains { $0.contains("Operator sets \(Operators.versions.lowerBound) to ") })
    #expect(lines.contains { $0.contains(" to \(Operators.versions.upperBound) are read") })
  }
}
