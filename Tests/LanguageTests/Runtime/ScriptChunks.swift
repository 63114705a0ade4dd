import Testing

@testable import Language

/// A file of script tests: chunks divided by lines `---`, each run in a session of its own.
///
/// `### "pattern"` behind a line says that an error rises on that line whose message matches the
/// regular expression. Without one, the chunk must run to its end.
struct ScriptChunks {
  struct Chunk: CustomTestStringConvertible {
    let file: String
    let line: Int
    let text: String

    var testDescription: String { "\(file):\(line)" }

    /// The lines with an expected error, counted in the chunk from 1, and its pattern.
    var expectations: [(line: Int, pattern: String)] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
        offset, line in
        guard let mark = line.range(of: "### \"") else { return nil }
        let rest = line[mark.upperBound...]
        guard let quote = rest.lastIndex(of: "\"") else { return nil }
        return (offset + 1, String(rest[..<quote]))
      }
    }
  }

  static func read(_ name: String, _ text: String) -> [Chunk] {
    var chunks: [Chunk] = []
    var lines: [Substring] = []
    var start = 1
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line == "---" {
        chunks.append(Chunk(file: name, line: start, text: lines.joined(separator: "\n")))
        (lines, start) = ([], offset + 2)
      } else {
        lines.append(line)
      }
    }
    chunks.append(Chunk(file: name, line: start, text: lines.joined(separator: "\n")))
    return chunks
  }
}

extension Substring {
  fileprivate func range(of part: String) -> Range<Index>? {
    ranges(of: part).first
  }
}

/// What the script tests check with, beside the built-ins: `eq`, `true`, `fails`, and a toy object.
enum ScriptAsserts {
  static func install(in interpreter: Interpreter) {
    interpreter.define(
      "eq",
      .function("eq", "found, expected, /") { call in
        guard try call[0].equals(call[1]), call[0].typeName == call[1].typeName else {
          throw Diagnostic(.assertion, "found \(call[0].repr), expected \(call[1].repr)")
        }
        return .none
      })
    interpreter.define(
      "fails",
      .function("fails", "function, pattern, /") { call in
        let pattern = try Regex(try call.string(1, "pattern"))
        do {
          _ = try call.call(call[0], [])
        } catch let error as Diagnostic {
          if error.message.contains(pattern) { return .string(error.kind.rawValue) }
          throw Diagnostic(.assertion, "the error '\(error.message)' does not match")
        }
        throw Diagnostic(.assertion, "no error")
      })
    interpreter.define(
      "freeze",
      .function("freeze", "x, /") { call in
        call[0].freeze()
        return call[0]
      })
    interpreter.define(
      "Grid",
      .function("Grid", "rows, columns, /") { call in
        .object(Grid(rows: try call.int(0, "rows"), columns: try call.int(1, "columns")))
      })
  }
}

/// A toy object of a host: a table of numbers with every ability that an object may have.
final class Grid: IndexableObject, AssignableObject, IterableObject, SizedObject, EquatableObject,
  HashableObject, ArithmeticObject, TruthObject, CallableObject, ContainerObject,
  @unchecked Sendable
{
  let rows: Int
  let columns: Int
  var cells: [Int]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    cells = [Int](repeating: 0, count: rows * columns)
  }

  var typeName: String { "grid" }
  var repr: String { "grid(\(cells))" }
  var members: [Member] { [Member("rows", "how many rows"), Member("total", "the sum")] }
  func member(named name: String) -> Value? {
    switch name {
    case "rows": .int(rows)
    case "total": .function("total", "") { [self] _ in .int(cells.reduce(0, +)) }
    default: nil
    }
  }
  var count: Int { rows }
  func truth() throws -> Bool {
    throw Diagnostic(.value, "the truth of a grid is ambiguous: use any() or all()")
  }
  func contains(_ value: Value) -> Bool { value.asInt.map { cells.contains($0) } ?? false }
  func makeIterator() -> () throws -> Value? {
    var next = cells.makeIterator()
    return { next.next().map { .int($0) } }
  }
  func isEqual(to other: Value) -> Bool { other.asObject(Grid.self)?.cells == cells }
  func hash() -> Int { rows }
  func call(_ call: borrowing Call) throws -> Value { .int(try call.int(0, "x") + rows) }
  func value(at terms: [IndexTerm]) throws -> Value {
    .list(
      terms.map { term in
        switch term {
        case .value(let value): value
        case .slice(let start, let stop, let step):
          .tuple([start ?? .none, stop ?? .none, step ?? .none])
        case .ellipsis: "..."
        }
      })
  }
  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    cells[0] = terms.count
    cells[1] = value.asInt ?? -1
  }
  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) -> Value? {
    guard let number = other.asInt, operation != .matrixMultiply else { return nil }
    return .string(
      onRight ? "\(number) \(operation.symbol) grid" : "grid \(operation.symbol) \(number)")
  }
  func apply(_ operation: UnaryOperation) -> Value? { .string(operation.symbol + "grid") }
}
