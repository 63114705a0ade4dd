import Basics

/// Lists of names, one a line.
enum TextLines {
  /// The most bytes of a list.
  static let limit = 1 << 28

  /// The lines of a file without blanks around them; empty ones are left out.
  static func read(_ path: String) throws(SystemError) -> [String] {
    let text = String(decoding: try Files.read(path, limit: limit), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { line in
      let start = line.drop { $0 == " " || $0 == "\t" }
      let blanks = start.reversed().prefix { $0 == " " || $0 == "\t" }.count
      return String(start.dropLast(blanks))
    }.filter { !$0.isEmpty }
  }

  /// The names of the lists in a folder, and in its subfolders behind theirs: `2017/val`.
  static func lists(below folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).flatMap { name -> [String] in
      if name.hasSuffix(".txt") { return [FileName.stem(name)] }
      guard Files.kind(of: "\(folder)/\(name)") == .folder else { return [] }
      return ((try? Files.list("\(folder)/\(name)")) ?? []).filter { $0.hasSuffix(".txt") }
        .map { "\(name)/\(FileName.stem($0))" }
    }
  }
}
