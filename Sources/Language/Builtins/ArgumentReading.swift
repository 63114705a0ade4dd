// Reading the arguments of built-ins; each error names the function, the argument and the type found.
extension Call {
  /// The argument as an integer of a machine word.
  public func int(_ position: Int, _ what: String) throws -> Int {
    if let number = self[position].asInt { return number }
    if self[position].kind == .int {
      throw Diagnostic(.overflow, "\(name): \(what) is too large: \(self[position].brief)")
    }
    throw unexpected(position, what, "int")
  }

  /// The argument as a number.
  public func number(_ position: Int, _ what: String) throws -> Double {
    guard let number = self[position].asNumber else {
      throw unexpected(position, what, "int or float")
    }
    if number.isInfinite, self[position].kind == .int {
      throw Diagnostic(.overflow, "\(name): int too large to convert to float")
    }
    return number
  }

  /// The argument as a text.
  public func string(_ position: Int, _ what: String) throws -> String {
    try stringObject(position, what).text
  }

  /// The argument as a boolean.
  public func bool(_ position: Int, _ what: String) throws -> Bool {
    guard let value = self[position].asBool else { throw unexpected(position, what, "bool") }
    return value
  }

  func stringObject(_ position: Int, _ what: String) throws -> StringObject {
    guard let string = self[position].object as? StringObject else {
      throw unexpected(position, what, "string")
    }
    return string
  }

  /// The argument's values.
  public func items(_ position: Int, _ what: String) throws -> [Value] {
    try requireIterable(position, what)
    return try Iteration.array(self[position])
  }

  func requireIterable(_ position: Int, _ what: String) throws {
    guard Iteration.isIterable(self[position]) else {
      var error = unexpected(position, what, "an iterable")
      error.help = Iteration.notIterable(self[position]).help
      throw error
    }
  }

  func unexpected(_ position: Int, _ what: String, _ expected: String) -> Diagnostic {
    .type("\(name): for \(what), got \(self[position].typeName), want \(expected)")
  }
}
