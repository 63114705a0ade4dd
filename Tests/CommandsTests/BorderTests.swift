import Basics
import Testing

@testable import Commands
@testable import Language

/// No number, text or container that a script hands over ends the process: every built-in, method, operator,
/// subscript and command is tried with the borders of what it may be given.
///
/// An answer or an error is right; a trap ends the tests. The tables are read, so that what is added to
/// them is tried as well.
@Suite("Values at the borders")
struct BorderTests {
  /// What waits, writes, reads the disk or takes its time, whatever its arguments.
  private static let left: Set<String> = [
    "sleep", "write_text", "read_text", "glob", "print", "fail", "evaluate", "compare", "open",
    "save", "show", "report", "score", "prepare", "inspect", "predict", "help", "datasets.filter",
  ]

  private let session: Session
  private let interpreter: Interpreter
  private let borders: [Value]
  private let few: [Value]

  init() throws {
    session = Session(
      registry: .segue, version: "", output: MemorySink(), messages: MemorySink())
    let interpreter = session.makeInterpreter()
    func values(_ text: String) throws -> [Value] {
      let source = SourceFile(name: "borders", text: "[\(text)]")
      return try interpreter.runEntry(source).asSequence ?? []
    }
    self.interpreter = interpreter
    borders = try values(
      """
      0, 1, -1, 2, 2**31 - 1, 2**31, -(2**31), 2**53 + 1, -(2**53) - 1, 2**63 - 1, 2**63, -(2**63), 2**70,
      -(2**70), 0.5, -0.0, 1e19, -1e19, 1e308, 5e-324, math.nan, math.inf, -math.inf, "", "a", "\\u0301{}%s",
      None, True, [], [2**70], [math.nan, 1], (), {}, b"", [-1], (0, 2**63)
      """)
    few = try values("0, -1, 2**31, 2**63 - 1, -(2**63), 2**70, 1e19, math.nan, math.inf, '', 3")
  }

  private func attempt(_ function: Value, _ arguments: [Value]) {
    _ = try? interpreter.call(function, arguments).brief
  }

  /// Calls with every border at every place, and with pairs of some.
  private func tryAll(_ function: Value, _ most: Int) {
    attempt(function, [])
    for value in borders { attempt(function, [value]) }
    guard most > 1 else { return }
    for value in borders {
      for other in few {
        attempt(function, [value, other])
        attempt(function, [other, value])
      }
    }
    guard most > 2 else { return }
    for value in few {
      for other in few { for third in few { attempt(function, [value, other, third]) } }
    }
  }

  @Test("built-ins and the members of namespaces")
  func builtins() {
    for (name, value) in Universe.values where !Self.left.contains(name) {
      if let module = value.object as? ModuleObject {
        for member in module.names where !Self.left.contains(member) {
          module.member(named: member).map { tryAll($0, 2) }
        }
      } else if let function = value.object as? BuiltinFunction {
        tryAll(value, min(function.mostArguments, 3))
      }
    }
  }

  @Test(
    "the methods, subscripts and operators of every kind of value",
    arguments: [
      "'abc'", "''", "b'abc'", "[3, 1, 2]", "[]", "(1, 2)", "{'a': 1}", "set([1, 2])", "range(5)",
      "range(2**62, -(2**62), -3)", "2**70", "7", "1.5", "'ab'.elems()", "struct(a=1)",
      "tensors.arange(6).reshape(2, 3)", "tensors.zeros(0, 3)", "tensor([True, False])",
      "mask_of('.#.|##.')", "datasets.synthetic(count=2, size=(24, 32))[0].image",
      "datasets.synthetic(count=2, size=(24, 32))",
      "datasets.synthetic(count=2, size=(24, 32))[0]", "encodings.distance_tanh()",
      "robots.center()", "click(1, 2)",
      "tensor(mask_of('.#.|##.')).float().plane()",
    ])
  func values(text: String) throws {
    func fresh() throws -> Value {
      try interpreter.runEntry(SourceFile(name: "subject", text: text))
    }
    let subject = try fresh()
    for member in subject.members where !Self.left.contains(member.name) {
      // Made anew, for methods may have emptied it.
      guard let method = try? fresh().member(named: member.name), method.isCallable else {
        continue
      }
      tryAll(method, 2)
    }
    for value in borders {
      for operation in BinaryOperation.allCases {
        _ = try? Operators.compute(operation, subject, value)
        _ = try? Operators.compute(operation, value, subject)
      }
      try trySubscripts(fresh(), value)
    }
  }

  private func trySubscripts(_ subject: Value, _ value: Value) throws {
    _ = try? Subscripts.value(of: subject, at: value)
    _ = try? Subscripts.value(of: subject, at: .list([value]))
    _ = try? Subscripts.assign(subject, at: value, .int(1))
    _ = try? Subscripts.assign(subject, at: .list([value, .int(0)]), .int(1))
    _ = try? Subscripts.assign(subject, at: .int(0), value)
    for other in few {
      let slice = IndexTerm.slice(start: value, stop: other, step: nil)
      for terms in [
        [slice], [.slice(start: other, stop: nil, step: value)],
        [.slice(start: nil, stop: value, step: other)], [.value(value), .value(other)],
        [slice, .value(other)], [.ellipsis, .value(value)], [.value(.list([value])), slice],
      ] {
        _ = try? Subscripts.value(of: subject, at: terms)
        _ = try? Subscripts.assign(subject, at: terms, other)
      }
      _ = try? Operators.contains(subject, value)
    }
  }

  @Test("operators and ellipsis ranges of numbers")
  func numbers() throws {
    for left in borders {
      for right in borders {
        for operation in BinaryOperation.allCases {
          _ = try? Operators.compute(operation, left, right)
          _ = try? Operators.compare(operation, left, right)
        }
        interpreter.setVariable("left", left)
        interpreter.setVariable("right", right)
        _ = try? interpreter.runEntry(SourceFile(name: "range", text: "[left, ..., right]"))
        _ = try? interpreter.runEntry(SourceFile(name: "range", text: "[left, right, ..., left]"))
      }
    }
  }

  @Test("formats with widths, precisions and types of every size")
  func formats() {
    let fields = ["", "5", "0", "1048577", "99999999999999999999", "-1"]
    for type in "dxobceEfFgGn%sr" {
      for width in fields {
        for precision in fields {
          for value in few {
            let brace = Value.string("{:+#0\(width).\(precision)\(type)}")
            let percent = Value.string("%-+#0\(width).\(precision)\(type)")
            _ = try? BraceFormat.format(brace.object(of: .string) ?? StringObject(""), [value], [])
            _ = try? PercentFormat.format(percent, .tuple([value]))
          }
        }
      }
    }
  }

  @Test("the parameters of every command, and what the command makes")
  func commands() throws {
    let sample = try interpreter.runEntry(
      SourceFile(name: "sample", text: "datasets.synthetic(count=1, size=(24, 32))[0]"))
    let image = try sample.member(named: "image") ?? .none
    let mask = try sample.member(named: "target") ?? .none
    for command in CommandRegistry.segue.commands where !Self.left.contains(command.name) {
      let declaration = CommandDeclaration(command)
      guard let function = try? interpreter.runEntry(SourceFile(name: "", text: command.name))
      else { continue }
      for parameter in declaration.parameters {
        for value in borders {
          var given: [(name: String, value: Value)] = [(parameter.name, value)]
          for other in declaration.parameters where other.isRequired && other.name != parameter.name
          {
            given.append((other.name, Self.usual("\(other.type)", image, mask)))
          }
          guard let made = try? interpreter.call(function, [], keywords: given) else { continue }
          _ = made.brief
          guard made.isCallable else { continue }
          for arguments in [[image], [image, mask], [mask, mask, .list([])]] {
            attempt(made, arguments)
          }
        }
      }
    }
  }

  /// An ordinary argument for a parameter of a type.
  private static func usual(_ type: String, _ image: Value, _ mask: Value) -> Value {
    switch type {
    case _ where type.hasPrefix("Array"): .list([.int(2)])
    case "Int", "Double", "Fraction": .int(1)
    case _ where type.contains("Image"): image
    case _ where type.contains("Mask"): mask
    case _ where type.contains("Robot"): "center"
    case _ where type.contains("Dataset"): "synthetic"
    default: .int(2)
    }
  }
}
