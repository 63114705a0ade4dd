import Basics

/// The first line of a table: the names of its columns, and what divides them.
struct TableHeader: Sendable {
  /// The names in lower case, without blanks around them.
  let names: [String]
  /// A comma, a semicolon or a tabulator.
  let separator: UInt8
  /// Where the second line begins.
  let end: Int

  /// Reads the first line of a file; `nil` where the file cannot be read, or has no line that short.
  init?(of path: String) {
    guard let file = try? FileBytes(mapping: path) else { return nil }
    self.init(file)
  }

  init?(_ file: FileBytes) {
    let hasMark = file.starts(with: [0xEF, 0xBB, 0xBF])
    let first = hasMark ? 3 : 0
    guard let head = file.slice(at: first, count: min(file.count - first, 1 << 12))?.array else {
      return nil
    }
    let line = head.prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count < 1 << 12, !line.contains(0) else { return nil }
    let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    func count(_ mark: UInt8) -> Int { line.count { $0 == mark } }
    let separator = marks.max { count($0) < count($1) } ?? marks[0]
    self.separator = separator
    end = first + (head.firstIndex(of: 0x0A).map { $0 + 1 } ?? head.count)
    names = line.split(separator: separator, omittingEmptySubsequences: false).map { name in
      String(decoding: name.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self).trimmed
        .lowercased()
    }
  }

  /// The place of a column by one of its names.
  func column(_ wanted: String...) -> Int? {
    wanted.lazy.compactMap { names.firstIndex(of: $0) }.first
  }
}
