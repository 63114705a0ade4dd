import Basics

/// What YOLO's `data.yaml` says: the classes, and where the parts of the data set are.
///
/// Of YAML it is the lines that such a file has: `key: value`, lists in brackets, and below a key lines with a dash or with a
/// number and a name.
struct YOLOSettings: Sendable {
  /// The classes by their numbers.
  private(set) var names: [Int: String] = [:]
  /// The value of each other key; of a list the first.
  private(set) var values: [String: String] = [:]

  /// A file without anything.
  init() {}

  /// Reads a file.
  ///
  /// - Throws: `SystemError`.
  init(_ path: String) throws(SystemError) {
    let text = String(decoding: try Files.read(path, limit: 1 << 22), as: UTF8.self)
    if path.lowercased().hasSuffix(".txt") {
      let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
      names = Dictionary(
        lines.filter { !$0.isEmpty }.enumerated().map { ($0, $1) }, uniquingKeysWith: { $1 })
      return
    }
    var key = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let content = Self.withoutComment(String(line)).trimmed
      guard !content.isEmpty, content != "---" else { continue }
      if line.first == " " || line.first == "\t" || line.first == "-" {
        addBelow(key, content)
      } else if let colon = content.firstIndex(of: ":") {
        key = Self.unquoted(String(content[..<colon]))
        add(key, String(content[content.index(after: colon)...]).trimmed)
      }
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    let parts = Self.list(value)
    guard key == "names" else {
      if let first = parts.first { values[key] = first }
      return
    }
    for (number, part) in parts.enumerated() {
      // {0: cat, 1: dog}
      let pair = value.hasPrefix("{") ? part.split(separator: ":", maxSplits: 1) : []
      if pair.count == 2, let own = Int(String(pair[0]).trimmed) {
        names[own] = Self.unquoted(String(pair[1]).trimmed)
      } else {
        names[number] = part
      }
    }
  }

  private mutating func addBelow(_ key: String, _ content: String) {
    if content.hasPrefix("-") {
      let value = Self.unquoted(String(content.dropFirst()).trimmed)
      if key == "names" {
        names[names.count] = value
      } else if values[key] == nil {
        values[key] = value
      }
    } else if key == "names", let colon = content.firstIndex(of: ":"),
      let number = Int(Self.unquoted(String(content[..<colon]).trimmed))
    {
      names[number] = Self.unquoted(String(content[content.index(after: colon)...]).trimmed)
    }
  }

  /// The parts of `[a, b]` or `{…}`, or the one value; none where there is nothing.
  private static func list(_ value: String) -> [String] {
    guard let first = value.first, first == "[" || first == "{" else {
      return value.isEmpty ? [] : [unquoted(value)]
    }
    return value.dropFirst().prefix { $0 != "]" && $0 != "}" }.split(separator: ",")
      .map { unquoted(String($0).trimmed) }
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let first = text.first, first == text.last, first == "'" || first == "\""
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static func withoutComment(_ line: String) -> String {
    guard !line.hasPrefix("#") else { return "" }
    return line.firstRange(of: " #").map { String(line[..<$0.lowerBound]) } ?? line
  }
}
