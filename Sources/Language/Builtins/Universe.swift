/// The names that every program knows.
enum Universe {
  /// The built-in functions, constants and namespaces by name.
  static var values: [String: Value] {
    var values: [String: Value] = [:]
    let functions =
      conversionFunctions + sequenceFunctions + numberFunctions + inspectionFunctions
      + fileFunctions
      + errorConstructors
    for function in functions { values[function.name] = Value(function) }
    for module in [makeMathModule(), makeJSONModule(), makeClockModule()] {
      values[module.name] = Value(module)
    }
    return values
  }

  /// A function for each kind of error that a script may raise: `raise ValueError("…")`.
  private static var errorConstructors: [BuiltinFunction] {
    ErrorKind.allCases.filter(\.isCatchable).map { kind in
      BuiltinFunction(kind.rawValue, "message, /", "an error of this kind, for raise") { call in
        .error(Diagnostic(kind, call[0].description))
      }
    }
  }
}
