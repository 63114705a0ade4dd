import Foundation
import Testing

@Suite("The page on formats")
struct FormatsPageTests {
  @Test(
    "names tests that there are, one at least for each format and each rule of masks",
    arguments: ["Formats.md", "Masks.md"])
  func namesTests(page name: String) throws {
    let whole = try Documentation.text(of: name)
    let page =
      name == "Masks.md" ? String(whole.split(separator: "## The tests").last ?? "") : whole
    let sources = try Self.sources()
    for line in page.split(separator: "\n") where line.hasPrefix("| ") {
      let cell = line.split(separator: "|").last.map(String.init) ?? ""
      if cell.contains("test"), !cell.contains("`") { continue }
      let names = cell.split(separator: "`").map(String.init).filter { $0.contains("Tests") }
      #expect(!names.isEmpty, "\(line)")
      for name in names {
        let parts = name.split(separator: ".")
        #expect(
          sources.contains { source in
            source.contains("struct \(parts[0]) ")
              && (parts.count == 1 || source.contains("func \(parts[1])("))
          }, "\(name)")
      }
    }
  }

  /// The texts of all tests.
  private static func sources() throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return try names.filter { $0.hasSuffix("Tests.swift") }.map {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }
}
