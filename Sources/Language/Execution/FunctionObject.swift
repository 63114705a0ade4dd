/// A function of a script.
public final class FunctionObject: Object, @unchecked Sendable {
  /// The name; `lambda` for a lambda.
  public let name: String

  init(name: String) {
    self.name = name
    super.init(kind: .function)
  }
}
