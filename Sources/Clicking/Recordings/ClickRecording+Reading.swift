internal import Basics

extension ClickRecording {
  /// The most bytes that a file of recorded clicks may have.
  static let sizeLimit = 1 << 26

  /// Reads a file of recorded clicks: JSON if its name ends in `.json`, else CSV.
  ///
  /// JSON is an object with a list of samples, called `samples`, or `rows` as in the report that
  /// `evaluate --format json` writes, or `instances`. Each has an `id` and `clicks`: a list of
  /// interactions, of which each is a click or a list of clicks. A click is `[row, column, positive]`,
  /// or `[row, column]` and positive. Where a sample was recorded several times, `clicks` is an object
  /// of such lists by name.
  ///
  /// CSV has the columns `sample,interaction,row,column,positive` in a header line, and a line for each
  /// click in order; interactions count from 0, `positive` is 1 or 0.
  ///
  /// Rows and columns may have fractions: a click falls on the nearest pixel.
  ///
  /// - Parameter set: which recording of a sample that has several; the one with the most
  ///   interactions unless told.
  /// - Throws: ``ClickRecordingError``, `JSONError` or `SystemError`.
  public init(contentsOf path: String, set: String? = nil) throws {
    if path.lowercased().hasSuffix(".json") {
      let value = try JSONValue(contentsOf: path, limit: Self.sizeLimit)
      try self.init(JSONRecording(path: path, set: set), value)
    } else {
      let content = try Files.read(path, limit: Self.sizeLimit)
      try self.init(csv: String(decoding: content, as: UTF8.self), path: path)
    }
  }
}

// MARK: JSON

/// Where a JSON recording lies, and which of several is wanted.
private struct JSONRecording {
  let path: String
  let set: String?
}

extension ClickRecording {
  private init(_ file: JSONRecording, _ value: JSONValue) throws {
    let lists = ["samples", "rows", "instances"].compactMap { value[$0]?.array }
    guard let list = lists.first else { throw ClickRecordingError.noSamples(path: file.path) }
    self.init()
    for element in list {
      guard let id = element["id"]?.string, let clicks = element["clicks"] else {
        throw ClickRecordingError.noSamples(path: file.path)
      }
      guard samples[id] == nil else {
        throw ClickRecordingError.sampleTwice(path: file.path, sample: id)
      }
      samples[id] = try file.sequence(clicks, of: id)
    }
  }
}

extension JSONRecording {
  func sequence(_ value: JSONValue, of sample: String) throws -> ClickSequence {
    if let sets = value.object { return try sequence(try chosen(sets, of: sample), of: sample) }
    guard let interactions = value.array else { throw notAClick(value, sample) }
    return ClickSequence(
      try interactions.map { interaction in
        if let click = click(interaction) { return [click] }
        guard let clicks = interaction.array else { throw notAClick(interaction, sample) }
        return try clicks.map { value in
          guard let click = click(value) else { throw notAClick(value, sample) }
          return click
        }
      })
  }

  /// The list of the wanted name; the longest, of equals the first, where none is named.
  private func chosen(_ sets: JSONObject, of sample: String) throws -> JSONValue {
    func length(_ value: JSONValue) -> Int { value.array?.count ?? -1 }
    var list = set.flatMap { sets[$0] }
    if let set, list == nil {
      throw ClickRecordingError.noSuchSet(path: path, sample: sample, set: set, sets: sets.keys)
    }
    if set == nil {
      for (_, other) in sets.members where list.map({ length(other) > length($0) }) ?? true {
        list = other
      }
    }
    return list?.object == nil ? list ?? .array([]) : .null
  }

  private func click(_ value: JSONValue) -> Click? {
    guard let parts = value.array, (2...3).contains(parts.count), let row = parts[0].number,
      let column = parts[1].number
    else { return nil }
    if parts.count == 2 { return Click(row: row, column: column, isPositive: true) }
    guard let isPositive = parts[2].boolean ?? parts[2].integer.map({ $0 != 0 }) else { return nil }
    return Click(row: row, column: column, isPositive: isPositive)
  }

  private func notAClick(_ value: JSONValue, _ sample: String) -> ClickRecordingError {
    let found =
      switch value {
      case .null: "null"
      case .boolean(let boolean): "\(boolean)"
      case .integer(let integer): "\(integer)"
      case .number(let number): "\(number)"
      case .string: "a string"
      case .array(let array): "an array of \(array.count)"
      case .object: "an object"
      }
    return .notAClick(path: path, place: "sample '\(sample)'", found: found)
  }
}

// MARK: CSV

extension ClickRecording {
  private static let header = ["sample", "interaction", "row", "column", "positive"]

  init(csv text: String, path: String) throws(ClickRecordingError) {
    self.init()
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, Self.fields(of: first) == Self.header else {
      throw .noSamples(path: path)
    }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      try add(Self.fields(of: line), line: index + 1, path: path)
    }
  }

  private mutating func add(
    _ fields: [String], line: Int, path: String
  ) throws(ClickRecordingError) {
    let signs = ["1": true, "true": true, "0": false, "false": false]
    guard fields.count == Self.header.count, let interaction = Int(fields[1]),
      let row = Double(fields[2]), let column = Double(fields[3]),
      let isPositive = signs[fields[4].lowercased()],
      let click = Click(row: row, column: column, isPositive: isPositive)
    else {
      let found = fields.joined(separator: ",")
      throw .notAClick(path: path, place: "line \(line)", found: String(found.prefix(60)))
    }
    let count = samples[fields[0]]?.interactions.count ?? 0
    guard interaction >= 0, interaction == count || interaction == count - 1 else {
      throw .interactionGap(path: path, line: line, expected: count, found: interaction)
    }
    if interaction == count {
      samples[fields[0], default: ClickSequence()].interactions.append([click])
    } else {
      samples[fields[0], default: ClickSequence()].interactions[interaction].append(click)
    }
  }

  /// The fields of a line (RFC 4180), blanks around them dropped; a quoted field keeps its commas.
  private static func fields(of line: Substring) -> [String] {
    var (fields, field, isQuoted) = ([String](), "", false)
    var rest = line.drop(while: { $0 == "\u{FEFF}" })[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(field.trimmed)
        field = ""
      default: field.append(character)
      }
    }
    return fields + [field.trimmed]
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    let front = drop { $0 == " " || $0 == "\t" }
    return String(front.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
