/// Why a pickle is not read.
public enum PickleError: Error, Hashable, Sendable {
  /// The pickle ends before its value does.
  case truncated
  /// The byte at `offset` is no operation of protocols 0 to 5.
  case unknownOperation(code: UInt8, offset: Int)
  /// An operation finds too little, or something else than it needs, on the stack.
  case corrupt(detail: String, offset: Int)
  /// The pickle names something that the caller does not allow: it could be any code.
  case forbidden(PickleGlobal)
  /// A valid pickle of a kind that is not read; `feature` names it.
  case unsupported(feature: String)
  /// A list, dictionary or tuple that contains itself.
  case containsItself
  /// More values than the caller accepts, or deeper nesting.
  case tooLarge(what: String, limit: Int)
}

extension PickleError: CustomStringConvertible {
  /// What was found, and the way out.
  public var description: String {
    switch self {
    case .truncated: "the pickle ends too early; copy or download the file again"
    case .unknownOperation(let code, let offset):
      "byte \(code) at \(offset) is no operation of a pickle"
    case .corrupt(let detail, let offset): "the pickle is damaged at byte \(offset) (\(detail))"
    case .forbidden(let global):
      "the pickle asks for '\(global)', which could run any code and is not read; "
        + "save plain containers, numbers and tensors alone"
    case .unsupported(let feature): "the pickle is of a kind that is not read (\(feature))"
    case .containsItself: "the pickle holds a container that contains itself"
    case .tooLarge(let what, let limit): "the pickle has more than \(limit) \(what)"
    }
  }
}

/// How much a pickle may ask for.
public struct PickleLimits: Sendable {
  /// The deepest nesting of containers.
  public var depth = 100
  /// The most values in its tree, shared ones counted each time.
  public var values = 1 << 22
  /// The most operations: each adds at most one value, or one place on the stack or in the memo, of a few
  /// dozen bytes.
  public var operations = 1 << 22

  /// The usual limits.
  public init() {}
}
