import Basics
import Tensors
import Testing

@testable import Commands
@testable import Language

/// What NumPy gave for the same expressions; `scripts/parity/record_language.py` records it.
@Suite("Arithmetic, subscripts and reductions beside NumPy")
struct NumPyParityTests {
  private static let setup = """
    a = tensor([[[((7 * i + 5 * j + 3 * k) % 11 - 5) / 4 for k in range(4)] for j in range(3)] for i in range(2)])
    b = tensor([[((5 * i + 3 * j) % 7 - 3) / 2 for j in range(4)] for i in range(3)])
    c = tensor([0.5, -1.5, 2.0, 3.0])
    d = tensor([[1.0], [-2.0], [0.5]])
    e = tensor([[2.0, 0.0, -1.0], [0.25, 4.0, 1.0]])
    s = tensor([3.0])
    """

  @Test("every recorded expression has NumPy's shape and numbers, or is an error in both")
  func agree() throws {
    let bytes = try Files.read("Tests/CommandsTests/Fixtures/numpy.tsv")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 1000)
    let session = Session(
      registry: .segue, version: "", output: MemorySink(), messages: MemorySink())
    let interpreter = session.makeInterpreter()
    for line in Self.setup.split(separator: "\n") {
      _ = try interpreter.runEntry(SourceFile(name: "setup", text: String(line)))
    }
    for line in lines {
      let parts = line.split(separator: "\t")
      let source = SourceFile(name: "case", text: "tensor(\(parts[0])).tolist()")
      let found = try? interpreter.runEntry(source)
      guard parts[1] != "!" else {
        #expect(found == nil, "\(parts[0]) is an error in NumPy")
        continue
      }
      let isSame = try found.map { try Self.matches($0, Self.recorded(parts[1], interpreter)) }
      #expect(isSame == true, "\(parts[0]): \(found?.brief ?? "an error"), \(parts[1]) is right")
    }
    withExtendedLifetime(session) {}
  }

  /// A recorded value; the recording's `nan` and `inf` are names of `math`.
  private static func recorded(_ text: Substring, _ interpreter: Interpreter) throws -> Value {
    let named = text.replacing("nan", with: "math.nan").replacing("inf", with: "math.inf")
    return try interpreter.runEntry(SourceFile(name: "value", text: String(named)))
  }

  private static func matches(_ found: Value, _ expected: Value) -> Bool {
    if let items = expected.asSequence {
      guard let others = found.asSequence, others.count == items.count else { return false }
      return zip(others, items).allSatisfy(matches)
    }
    let number = found.asBool.map { $0 ? 1 : 0 } ?? found.asNumber ?? .nan
    guard found.asSequence == nil, let other = expected.asNumber else { return false }
    return number == other || number.isNaN && other.isNaN
      || abs(number - other) <= 2e-6 * max(1, abs(other))
  }
}
