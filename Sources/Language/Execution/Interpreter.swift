/// A session.
public final class Interpreter: @unchecked Sendable {
  /// Calls a function value.
  public func call(
    _ function: Value, _ arguments: [Value], keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    throw Diagnostic.type("\(function.typeName) is not callable")
  }
}
