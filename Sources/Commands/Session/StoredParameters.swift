import Language

/// The numbers, texts and choices that a value of the library keeps, under the names that scripts use.
///
/// They are read from the value itself, so a model that gains a parameter shows it without being told.
struct StoredParameters {
  /// Names in `snake_case` with their values, in the order of the declaration.
  let list: [(name: String, value: Value)]

  init(of subject: Any) {
    list = Mirror(reflecting: subject).children.compactMap { child in
      guard let label = child.label, label != "name", let value = Self.value(child.value) else {
        return nil
      }
      return (Self.snakeCase(label), value)
    }
  }

  /// `length_cost 14.5, color_cost 0.1`, in lines of at most `columns` characters, each behind two blanks.
  func text(columns: Int) -> String {
    var lines: [String] = []
    for (index, (name, value)) in list.enumerated() {
      let part = "\(name) \(value.repr)" + (index < list.count - 1 ? "," : "")
      if let last = lines.last, last.count + part.count + 1 <= columns {
        lines[lines.count - 1] += " " + part
      } else {
        lines.append("  " + part)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func value(_ value: Any) -> Value? {
    switch value {
    case let flag as Bool: .bool(flag)
    case let number as Int: .int(number)
    // The shortest decimal that is this float, not the double next to it.
    case let number as Float: .float(Double(number.description) ?? Double(number))
    case let number as Double: .float(number)
    case let text as String: .string(text)
    case let choice as any RawRepresentable: (choice.rawValue as? String).map { .string($0) }
    default: nil
    }
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { result, character in
      if character.isUppercase, !result.isEmpty { result += "_" }
      result += character.lowercased()
    }
  }
}
