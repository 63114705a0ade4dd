extension CommandRegistry {
  /// What the declarations lack, a sentence each; a test of every registry expects none.
  ///
  /// Every command needs a name in `snake_case` that no other has, a summary that is a sentence, and
  /// an example; every parameter needs a doc, a name of its own, and a place where it can be reached:
  /// nothing required after what may be left out, nothing positional after a list.
  public func faults() -> [String] {
    var faults: [String] = []
    var seen: Set<String> = []
    for command in commands {
      let declaration = CommandDeclaration(command)
      if !seen.insert(declaration.name).inserted {
        faults.append("\(declaration.name): two commands have this name")
      }
      faults += declaration.faults().map { "\(declaration.name): \($0)" }
    }
    return faults
  }
}

extension CommandDeclaration {
  fileprivate func faults() -> [String] {
    var faults: [String] = []
    if !isDottedName(name) { faults.append("the name is not in snake_case") }
    if summary.isEmpty { faults.append("the summary is missing") }
    if !summary.isEmpty, !summary.hasSuffix(".") || summary.first?.isUppercase != true {
      faults.append("the summary is not a sentence with a capital and a full stop")
    }
    if examples.isEmpty { faults.append("there is no example") }
    return faults + parameterFaults() + orderFaults()
  }

  private func parameterFaults() -> [String] {
    var faults: [String] = []
    var seen: Set<String> = []
    for parameter in parameters {
      if !seen.insert(parameter.name).inserted {
        faults.append("two parameters are named \(parameter.name)")
      }
      if parameter.name == "help" { faults.append("help is every command's own flag") }
      if parameter.doc.isEmpty { faults.append("\(parameter.name) has no doc") }
      if parameter.doc.hasSuffix(".") || parameter.doc.first?.isUppercase == true {
        faults.append("the doc of \(parameter.name) is not a phrase")
      }
    }
    return faults
  }

  private func orderFaults() -> [String] {
    var faults: [String] = []
    for (earlier, later) in zip(positional, positional.dropFirst()) {
      if !earlier.isRequired, later.isRequired {
        faults.append("\(later.name) is required after \(earlier.name), which may be left out")
      }
      if earlier.takesSeveral {
        faults.append("\(later.name) cannot be reached after the list \(earlier.name)")
      }
    }
    return faults
  }
}

/// Whether a name consists of identifiers in `snake_case`, joined by dots.
private func isDottedName(_ name: String) -> Bool {
  name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
    guard let first = part.first, first.isLowercase || first == "_" else { return false }
    return part.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
  }
}
