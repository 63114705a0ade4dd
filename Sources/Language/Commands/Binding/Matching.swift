/// Which parameter each thing that the caller gave belongs to; nothing is read or converted yet.
///
/// This is the one place that knows positions, flags and lists, for commands and for a user's `def`,
/// in all three forms.
struct Matching {
  /// What was given for each parameter, in the declaration's order; empty where nothing was.
  private(set) var inputs: [[ParameterInput]]
  /// What was given by names that no parameter has, where the declaration accepts them.
  private(set) var others: [(name: String, input: ParameterInput)] = []

  private let declaration: CommandDeclaration
  private var position = 0
  private var hasEndOfFlags = false

  /// Matches what was given with the declaration's parameters.
  ///
  /// - Throws: ``BindingFailure`` at the first word that cannot stand, or for the first parameter
  ///   that is missing.
  init(_ words: CommandWords, to declaration: CommandDeclaration) throws {
    self.declaration = declaration
    inputs = Array(repeating: [], count: declaration.parameters.count)
    switch words {
    case .line(let words): try match(line: words)
    case .call(let positional, let named):
      for input in positional { try addPositional(input) }
      for (name, input) in named { try add(input, named: name, at: input.place) }
    }
    for (parameter, given) in zip(declaration.parameters, inputs)
    where given.isEmpty && parameter.isRequired {
      throw BindingFailure(.missing(parameter), at: nil)
    }
  }

  private mutating func match(line words: [CommandWord]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case .endOfFlags: hasEndOfFlags = true
      case .word(let input):
        if let parameter = shortFlag(input) {
          try addWords(after: parameter.name, of: parameter, at: input.place, rest: &rest)
        } else {
          try addPositional(input)
        }
      case .flag(let spelling, let value, let place):
        try addFlag(spelling, value: value, at: place, rest: &rest)
      }
    }
  }

  /// The parameter that a word such as `-o` stands for; `nil` for every other word.
  private func shortFlag(_ input: ParameterInput) -> ParameterDeclaration? {
    guard !hasEndOfFlags, case .word(let word) = input.content, word.count == 2,
      word.first == "-", let letter = word.last
    else { return nil }
    return declaration.parameters.first { $0.short == letter }
  }

  private mutating func addFlag(
    _ spelling: String, value: ParameterInput?, at place: Place?,
    rest: inout ArraySlice<CommandWord>
  ) throws {
    let name = String(spelling.map { $0 == "-" ? "_" : $0 })
    let negated = name.hasPrefix("no_") ? String(name.dropFirst(3)) : nil
    if declaration.parameter(named: name) == nil, let negated,
      let parameter = declaration.parameter(named: negated), parameter.role == .flag
    {
      guard value == nil else { throw BindingFailure(.takesNoValue(parameter), at: place) }
      return try add(ParameterInput(.value(.false), at: place), named: negated, at: place)
    }
    let parameter = declaration.parameter(named: name)
    if let parameter, parameter.role == .flag {
      guard value == nil else { throw BindingFailure(.takesNoValue(parameter), at: place) }
      return try add(ParameterInput(.value(.true), at: place), named: name, at: place)
    }
    if parameter == nil, !declaration.takesAnyName {
      throw BindingFailure(.unknownName(spelling), at: place)
    }
    if let value { return try add(value, named: name, at: place) }
    try addWords(after: name, of: parameter, at: place, rest: &rest)
  }

  /// Takes the word behind a flag, or for a list all words up to the next flag.
  private mutating func addWords(
    after name: String, of parameter: ParameterDeclaration?, at place: Place?,
    rest: inout ArraySlice<CommandWord>
  ) throws {
    var count = 0
    while case .word(let input)? = rest.first, count == 0 || parameter?.takesSeveral == true {
      rest.removeFirst()
      count += 1
      try add(input, named: name, at: place)
    }
    guard count == 0 else { return }
    guard let parameter else {
      return try add(ParameterInput(.value(.true), at: place), named: name, at: place)
    }
    throw BindingFailure(.needsValue(parameter), at: place)
  }

  private mutating func addPositional(_ input: ParameterInput) throws {
    let parameters = declaration.parameters
    while position < parameters.count {
      if parameters[position].role == .argument {
        if parameters[position].takesSeveral { break }
        if inputs[position].isEmpty { break }
      }
      position += 1
    }
    guard position < parameters.count else {
      throw BindingFailure(.tooMany(input), at: input.place)
    }
    inputs[position].append(input)
  }

  private mutating func add(_ input: ParameterInput, named name: String, at place: Place?) throws {
    guard let index = declaration.parameters.firstIndex(where: { $0.name == name }) else {
      guard declaration.takesAnyName else {
        throw BindingFailure(.unknownName(name), at: place)
      }
      others.append((name, input))
      return
    }
    let parameter = declaration.parameters[index]
    guard inputs[index].isEmpty || parameter.takesSeveral else {
      throw BindingFailure(.givenTwice(parameter), at: place)
    }
    inputs[index].append(input)
  }
}
