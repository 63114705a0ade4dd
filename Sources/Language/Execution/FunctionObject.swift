/// A function of a script: compiled code, the values of its defaults, and the cells that it captured.
public final class FunctionObject: Object, @unchecked Sendable {
  let code: Code
  let header: UnsafePointer<Code.Header>
  /// One value for each of the parameters that have a default.
  let defaults: UnsafeMutablePointer<Value>
  let defaultCount: Int
  let captures: UnsafeMutablePointer<Cell>
  private let captureCount: Int

  init(_ code: Code, defaults: [Value], captures: [Cell]) {
    self.code = code
    header = UnsafePointer(code.header)
    defaultCount = defaults.count
    self.defaults = .reserve(defaults.count)
    self.defaults.initialize(from: defaults, count: defaults.count)
    captureCount = captures.count
    self.captures = .reserve(captures.count)
    self.captures.initialize(from: captures, count: captures.count)
    super.init(kind: .function)
  }

  deinit {
    Graveyard.bury(defaults, count: defaultCount)
    defaults.giveBack(defaultCount)
    for index in 0..<captureCount { Graveyard.bury((captures + index).move()) }
    captures.giveBack(captureCount)
  }

  override func forEachChild(_ visit: (Value) -> Void) {
    for index in 0..<defaultCount { visit(defaults[index]) }
    for index in 0..<captureCount { visit(Value(captures[index])) }
  }

  /// The name; `lambda` for a lambda.
  public var name: String { code.name }

  /// The docstring.
  public var documentation: String? { code.documentation }

  /// The names of the parameters in order, and whether each may be left out.
  public var parameters: [(name: String, hasDefault: Bool)] {
    code.parameters.names.enumerated().map { slot, name in
      (name, code.parameters.defaulted.contains(slot))
    }
  }

  /// How the parameters are written in a `def`, with the values of their defaults.
  public var signature: String {
    let parameters = code.parameters
    var parts: [String] = []
    for (slot, name) in parameters.names.enumerated() {
      let isRest = parameters.hasRest && slot == parameters.restSlot
      let isRestKeywords = parameters.hasRestKeywords && slot == parameters.restKeywordsSlot
      if !parameters.hasRest, parameters.keywordOnly > 0, slot == parameters.positional {
        parts.append("*")
      }
      let stars = isRest ? "*" : isRestKeywords ? "**" : ""
      let value = parameters.defaulted.firstIndex(of: slot).map { "=" + defaults[$0].repr } ?? ""
      parts.append(stars + name + value)
    }
    return parts.joined(separator: ", ")
  }

  /// How many arguments by position it takes at the most; `nil` without a bound.
  public var greatestPositionalCount: Int? {
    code.parameters.hasRest ? nil : code.parameters.positional
  }
}

extension Registers {
  /// The script's function in a register that is known to hold one, without counting the reference.
  @inline(__always) func function(_ register: UInt16) -> Callee {
    object(register)._withUnsafeGuaranteedRef {
      let function = unsafeDowncast($0, to: FunctionObject.self)
      return Callee(
        header: function.header, captures: function.captures, defaults: function.defaults,
        defaultCount: function.defaultCount)
    }
  }
}

/// What a call needs of a script's function, without references.
struct Callee {
  let header: UnsafePointer<Code.Header>
  let captures: UnsafeMutablePointer<Cell>
  let defaults: UnsafeMutablePointer<Value>
  let defaultCount: Int

  /// Puts the defaults of the last parameters behind the arguments that were given; `false`, with
  /// nothing done, where more is missing or this is no plain function.
  @inline(__always)
  func fillDefaults(_ r: Registers, behind window: UInt16, given: Int) -> Bool {
    let missing = header.pointee.plainArity &- given
    guard missing > 0, missing <= defaultCount else { return false }
    let target = Registers(r.base + Int(window) + 1 + given)
    for offset in 0..<missing {
      target.copy(from: defaults + (defaultCount - missing + offset), to: UInt16(offset))
    }
    return true
  }
}
