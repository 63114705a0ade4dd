/// What follows a dot.
enum Members {
  /// `base.name`
  static func get(_ base: Value, _ name: Value) throws -> Value {
    guard let name = name.object as? StringObject else { return .none }
    if let value = try find(base, name.text) { return value }
    throw missing(base, name.text)
  }

  /// The member of this name; `nil` where there is none.
  static func find(_ base: Value, _ name: String) throws -> Value? {
    switch base.object {
    case let record as StructObject: return record.value(of: name)
    case let module as ModuleObject: return module.member(named: name)
    case let host as HostObject: return try host.object.member(named: name)
    case let error as ErrorObject: return error.member(named: name)
    case let function as FunctionObject:
      return functionMember(function.name, function.documentation, name)
    case let builtin as BuiltinFunction: return functionMember(builtin.name, builtin.summary, name)
    default:
      return MethodTable.shared.method(named: name, of: base.kind).map { Value($0.bound(to: base)) }
    }
  }

  /// `base.name = value`
  static func set(_ base: Value, _ name: Value, _ value: Value) throws {
    let name = name.asString ?? ""
    if let host = base.asObject as? any AttributeAssignableObject {
      return try host.setMember(named: name, to: value)
    }
    let help = base.kind == .record ? "make a changed copy: struct(…)" : nil
    throw Diagnostic(
      .attribute, "the members of \(withArticle(base.typeName)) cannot be assigned ('\(name)')",
      help: help)
  }

  /// The names of all members, sorted.
  static func names(of base: Value) -> [String] {
    list(base).map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The members with a line each, for completion.
  static func list(_ base: Value) -> [Member] {
    switch base.object {
    case let record as StructObject: return record.fields.map { Member($0.name, $0.value.typeName) }
    case let module as ModuleObject: return module.names.map { Member($0, module.summary(of: $0)) }
    case let host as HostObject: return host.object.members
    case is ErrorObject: return ErrorObject.memberNames.map { Member($0, "") }
    case is FunctionObject, is BuiltinFunction:
      return [Member("__name__", ""), Member("__doc__", "")]
    default:
      return MethodTable.shared.methods(of: base.kind).map { Member($0.name, $0.summary) }
    }
  }

  private static func missing(_ base: Value, _ name: String) -> Diagnostic {
    let known = names(of: base)
    let what = (base.object as? ModuleObject).map { "'\($0.name)'" } ?? withArticle(base.typeName)
    return Diagnostic(
      .attribute, "\(what) has no member '\(name)'",
      hint: lengthHint(base, name) ?? Arguments.suggestion(for: name, among: known),
      help: known.isEmpty || known.count > 30 ? nil : "it has \(known.joined(separator: ", "))")
  }

  /// What other languages have as a member.
  private static func lengthHint(_ base: Value, _ name: String) -> String? {
    let isLength = ["length", "len", "size", "__len__"].contains(name)
    return isLength && ((try? base.length()) ?? nil) != nil ? "write len(x)" : nil
  }

  private static func functionMember(_ name: String, _ documentation: String?, _ member: String)
    -> Value?
  {
    switch member {
    case "__name__": .string(name)
    case "__doc__": documentation.map { .string($0) } ?? Value.none
    default: nil
    }
  }
}

extension Value {
  /// What may follow the dot, each with one line, for completion and `dir`.
  public var members: [Member] { Members.list(self) }

  /// The member called `name`; `nil` where there is none.
  public func member(named name: String) throws -> Value? { try Members.find(self, name) }
}

extension ErrorObject {
  static let memberNames = ["help", "kind", "message", "place", "stack"]

  func member(named name: String) -> Value? {
    switch name {
    case "kind": .string(diagnostic.kind.rawValue)
    case "message": .string(diagnostic.message)
    case "help": help.map { .string($0) } ?? Value.none
    case "place": diagnostic.place.map(Self.record) ?? Value.none
    case "stack":
      .list(
        diagnostic.stack.map { frame in
          .tuple([.string(frame.function), frame.place.map(Self.record) ?? .none])
        })
    default: nil
    }
  }

  private static func record(_ place: Place) -> Value {
    .record(
      [
        ("file", .string(place.source.name)), ("line", .int(place.line)),
        ("column", .int(place.column)),
      ], type: "place")
  }
}
