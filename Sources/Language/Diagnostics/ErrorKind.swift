/// The kinds of error; a script catches them by these names: `except ValueError as e:`.
///
/// `Exception` in an `except` clause stands for all of them that can be caught.
public enum ErrorKind: String, CaseIterable, Sendable {
  /// The text is no program: it does not parse, or its names do not resolve.
  case syntax = "SyntaxError"
  /// A name without a value: used before its assignment, or defined nowhere.
  case name = "NameError"
  /// A value of the wrong type, or a call with the wrong arguments.
  case type = "TypeError"
  /// A value of the right type that is out of range or malformed.
  case value = "ValueError"
  /// A position outside a sequence.
  case index = "IndexError"
  /// A key that a dict does not have.
  case key = "KeyError"
  /// A member that a value does not have.
  case attribute = "AttributeError"
  /// A division by zero.
  case zeroDivision = "ZeroDivisionError"
  /// A number too large to represent.
  case overflow = "OverflowError"
  /// More memory than the limit allows.
  case memory = "MemoryError"
  /// Calls nested too deep.
  case recursion = "RecursionError"
  /// Sizes of tensors, images or masks that do not fit together.
  case shape = "ShapeError"
  /// A change of a value that is frozen, or that is being iterated.
  case frozen = "FrozenError"
  /// A failed `assert`, or a requirement that a result does not meet.
  case assertion = "AssertionError"
  /// What `raise "text"` makes.
  case raised = "Error"
  /// A command line with an unknown flag, a missing or a superfluous word.
  case usage = "UsageError"
  /// An input that is missing or cannot be read.
  case input = "FileNotFoundError"
  /// A file whose content is damaged or of another format.
  case format = "FormatError"
  /// An output that cannot be written.
  case output = "WriteError"
  /// Any other failure of the operating system.
  case system = "OSError"
  /// Ctrl-C. It cannot be caught.
  case interrupted = "Interrupted"
  /// Work that stopped early and can be resumed. It cannot be caught.
  case stopped = "Stopped"

  /// Whether an `except` clause may catch it.
  public var isCatchable: Bool { self != .interrupted && self != .stopped }

  /// Whether `except` with this kind catches an error of the kind `raised`; `OSError` covers all
  /// failures of files.
  public func catches(_ raised: ErrorKind) -> Bool {
    guard raised.isCatchable else { return false }
    return self == raised || (self == .system && (raised == .input || raised == .output))
  }

  /// The status that the process ends with when nothing catches the error.
  public var exitCode: ExitCode {
    switch self {
    case .assertion: .requirement
    case .usage: .usage
    case .syntax: .doesNotParse
    case .input, .format: .noInput
    case .output: .cannotWrite
    case .system: .inputOutput
    case .stopped: .resumable
    case .interrupted: .interrupted
    default: .runtime
    }
  }
}

/// What the process tells the shell at its end.
public enum ExitCode: Int32, Sendable {
  /// Everything went well.
  case success = 0
  /// A failed `assert` or requirement.
  case requirement = 1
  /// A wrong command line.
  case usage = 64
  /// The script does not parse or its names do not resolve.
  case doesNotParse = 65
  /// An input is missing or unreadable.
  case noInput = 66
  /// An error while running.
  case runtime = 70
  /// An output cannot be written.
  case cannotWrite = 73
  /// Another input or output error.
  case inputOutput = 74
  /// The work stopped early and can be resumed.
  case resumable = 75
  /// Ctrl-C.
  case interrupted = 130
}
