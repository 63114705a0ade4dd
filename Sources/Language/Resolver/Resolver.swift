/// Finds where every variable lives, before anything runs.
///
/// Scopes are Starlark's and Python's: what a function binds anywhere is its own, unless declared
/// `global` or `nonlocal`; a comprehension has its own variables; a name that is bound nowhere is a
/// built-in, or an error. Functions see globals that are assigned further below.
struct Resolver {
  /// How names that nothing has bound are taken.
  enum Mode {
    /// They are errors.
    case file
    /// In the body of a `def` they are looked up when it is called; elsewhere they are errors.
    case prompt
  }

  let source: SourceFile
  let names: any KnownNames
  let mode: Mode
  let globals: GlobalScope
  var scope: FrameScope
  var errors: [Diagnostic] = []
  /// The undefined names that were reported, each once.
  private var reported: Set<String> = []
  /// How many names may still be compared with those that were mistyped: a text full of mistakes must
  /// not take long.
  private var comparisons = 100_000

  /// Fills in every ``Name/binding`` and ``FrameLayout`` of `program`, and declares its variables in
  /// `globals`; a file has globals of its own, the prompt has the session's.
  ///
  /// - Returns: the errors, in source order; with any, the program must not run.
  static func resolve(
    _ program: Program, globals: GlobalScope, names: any KnownNames, mode: Mode = .file
  ) -> [Diagnostic] {
    var resolver = Resolver(
      source: program.source, names: names, mode: mode, globals: globals,
      scope: FrameScope(program.layout, parent: nil))
    for bound in BoundNames(program.statements).names {
      globals.declare(bound.name, as: bound.isFunction ? .function : .value)
    }
    for name in program.declaredGlobals {
      globals.declare(name, as: globals.meaning(of: name) ?? .value)
    }
    resolver.resolve(program.statements)
    resolver.checkSize(of: program.layout, Span(0, 0))
    let inOrder = resolver.errors.sorted {
      ($0.place?.span.start ?? 0) < ($1.place?.span.start ?? 0)
    }
    return Array(inOrder.prefix(Limits.reportedErrors))
  }

  private init(
    source: SourceFile, names: any KnownNames, mode: Mode, globals: GlobalScope,
    scope: FrameScope
  ) {
    self.source = source
    self.names = names
    self.mode = mode
    self.globals = globals
    self.scope = scope
  }

  mutating func report(
    _ message: String, _ span: Span, hint: String? = nil, help: String? = nil
  ) {
    errors.append(Diagnostic(.syntax, message, at: Place(source, span), hint: hint, help: help))
  }
}

/// Names.
extension Resolver {
  /// Resolves a use.
  mutating func use(_ name: Name) {
    if !scope.declared.isEmpty { scope.mentioned.insert(name.text) }
    if let binding = variable(name.text) {
      name.binding = binding
    } else if mode == .prompt, !scope.isTopLevel {
      name.binding = .late(globals.declare(name.text, as: .expected))
    } else if names.isBuiltin(name.text) {
      name.binding = .builtin
    } else {
      reportUndefined(name)
    }
  }

  /// Resolves a binding: an assignment's target, a `def`'s name, a loop's variable.
  mutating func bind(_ name: Name) {
    if !scope.declared.isEmpty { scope.mentioned.insert(name.text) }
    if let binding = scope.find(name.text), scope.declared[name.text] != .global {
      name.binding = binding
    } else {
      name.binding = .global(
        globals.declare(name.text, as: globals.meaning(of: name.text) ?? .value))
    }
  }

  /// Where a user's variable lives; `nil` when nothing has bound it.
  func variable(_ name: String) -> Binding? {
    if let binding = scope.find(name) { return binding }
    guard let meaning = globals.meaning(of: name), meaning != .expected,
      let slot = globals.slot(of: name)
    else { return nil }
    return mode == .prompt && names.isBuiltin(name) ? .late(slot) : .global(slot)
  }

  private mutating func reportUndefined(_ name: Name) {
    guard reported.insert(name.text).inserted else { return }
    report(
      "the name '\(name.text)' is not defined", name.span,
      hint: suggestion(for: name.text, at: name.span))
  }

  private mutating func suggestion(for name: String, at span: Span) -> String? {
    guard comparisons > 0 else { return nil }
    if let ours = Self.foreignNames[name] { return ours }
    if ErrorKind(rawValue: name) != nil || name == "Exception" {
      return "errors are made from their text: raise \"…\""
    }
    if let command = names.commandNames.first(where: { $0.hasSuffix(".\(name)") }) {
      return "did you mean '\(command)'?"
    }
    let own = scope.visibleNames + globals.boundNames
    let builtins = names.builtinNames
    comparisons -= own.count + builtins.count + names.commandNames.count
    let nearest = Suggestions.nearest(to: name, among: own + builtins).first
    let meant = nearest.map { "did you mean '\($0)'?" }
    if let nearest, !builtins.contains(nearest) { return meant }
    return redirection(at: span) ?? ShellWords.way(of: name) ?? meant
  }

  /// What to write instead of `> file` and `| head`, if the name stands behind one of these.
  private func redirection(at span: Span) -> String? {
    let before = source.bytes[..<Int(span.start)].reversed().drop { $0.isBlank }
    let name = String(decoding: source.bytes[span.range], as: UTF8.self)
    if before.first == UInt8(ascii: "|"), ShellWords.filters.contains(name) {
      return "there are no pipes here; the system's shell has them: segue FILE.seg | \(name)"
    }
    let rest = source.bytes[Int(span.end)...].prefix { $0 != .newline }
    guard before.first == UInt8(ascii: ">"), !rest.contains(where: \.isBlank) else { return nil }
    return "there is no '> file': save x FILE, --out FILE, or write_text(path, text)"
  }

  /// What other languages call things.
  private static let foreignNames = [
    "true": "write True", "false": "write False", "null": "write None", "nil": "write None",
    "undefined": "write None", "np": "tensors, images and masks have arithmetic of their own",
    "numpy": "tensors, images and masks have arithmetic of their own",
    "torch": "tensors, images and masks have arithmetic of their own",
    "self": "there are no classes; pass the value as a parameter",
    "this": "there are no classes; pass the value as a parameter",
    "super": "there are no classes",
  ]
}

/// Functions.
extension Resolver {
  mutating func resolve(_ function: Function) {
    for parameter in function.parameters {
      if let value = parameter.defaultValue { resolve(value) }
    }
    let outer = scope
    scope = FrameScope(function.layout, parent: outer)
    for parameter in function.parameters where parameter.kind != .divider {
      parameter.name.binding = .local(scope.define(parameter.name.text))
    }
    let bound = BoundNames(function.body)
    for declaration in bound.declarations { declare(declaration) }
    for (name, _) in bound.names where scope.declared[name] == nil { scope.define(name) }
    resolve(function.body)
    checkSize(of: function.layout, function.nameSpan)
    scope = outer
  }

  /// Takes `global` and `nonlocal` into account before the body is resolved.
  private mutating func declare(_ declaration: Declaration) {
    for name in declaration.names {
      if let earlier = scope.declared[name.text], earlier != declaration.scope {
        report("'\(name.text)' is declared global and nonlocal", name.span)
      } else if scope.find(name.text).map({ if case .local = $0 { true } else { false } }) == true {
        report(
          "'\(name.text)' is a parameter, so it cannot be \(declaration.scope.rawValue)", name.span)
      } else if declaration.scope == .nonlocal, !scope.isInEnclosingFunction(name.text) {
        let isGlobal = globals.slot(of: name.text) != nil
        report(
          "no function around this one has a variable '\(name.text)'", name.span,
          hint: isGlobal ? "write global \(name.text)" : nil)
      } else {
        scope.declare(name.text, declaration.scope)
      }
    }
  }

  /// Checks a declaration where it stands in its function.
  mutating func check(_ declaration: Declaration) {
    if scope.isTopLevel, declaration.scope == .nonlocal {
      report("'nonlocal' stands in a function within a function", declaration.span)
    }
    for name in declaration.names {
      if !scope.isTopLevel, scope.mentioned.contains(name.text) {
        report(
          "'\(name.text)' is used above its '\(declaration.scope.rawValue)'", name.span,
          hint: "declare it at the function's beginning")
      }
      name.binding = variable(name.text) ?? .unresolved
    }
  }

  mutating func checkSize(of layout: FrameLayout, _ span: Span) {
    if max(layout.locals.count, layout.captures.count) > Limits.locals {
      report("more than \(Limits.locals) variables in one function", span)
    }
  }
}
