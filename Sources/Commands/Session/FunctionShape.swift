import Language

/// What is known of a script's function before it is called: its name and how many parameters it has.
struct FunctionShape {
  let name: String
  /// `nil` where it takes any number, or is a function of the host.
  let parameterCount: Int?

  init(_ value: Value) {
    name = value.asFunction?.name ?? value.typeName
    parameterCount = value.asFunction?.greatestPositionalCount
  }
}
