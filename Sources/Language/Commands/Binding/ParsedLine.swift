extension CommandWord {
  /// The words of a parsed command line.
  ///
  /// - Parameters:
  ///   - values: what the machine computed, in order: one for each word with an
  ///     ``Word/expression``, those behind `--flag=` included.
  static func words(of line: CommandLine, values: [Value], in source: SourceFile) -> [CommandWord] {
    var rest = values[...]
    return line.words.map { word in
      let place = Place(source, word.span)
      switch word.content {
      case .flag(let name, let value):
        let input = value.map { ParameterInput($0, values: &rest, in: source) }
        return .flag(name, value: input, place: place)
      case .endOfFlags: return .endOfFlags
      default: return .word(ParameterInput(word, values: &rest, in: source))
      }
    }
  }
}

extension ParameterInput {
  fileprivate init(_ word: Word, values: inout ArraySlice<Value>, in source: SourceFile) {
    let place = Place(source, word.span)
    guard word.expression != nil, let value = values.popFirst() else {
      self.init(.word(word.raw), at: place)
      return
    }
    switch word.content {
    case .variable: self.init(.value(value), at: place, variable: word.raw)
    case .literal: self.init(.literal(word.raw, value), at: place)
    case .quoted: self.init(.quoted(value.asString ?? value.repr), at: place)
    default: self.init(.value(value), at: place)
    }
  }
}
