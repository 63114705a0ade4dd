import Basics

/// A record: named fields, read as attributes and fixed. `struct(a=1)` makes one.
public final class StructObject: Object, @unchecked Sendable {
  /// The constructor's name, which begins the printed form.
  let type: String
  /// The fields in order.
  public private(set) var fields: [(name: String, value: Value)]

  init(fields: some Collection<(String, Value)>, type: String = "struct") {
    self.type = type
    self.fields = fields.map { (name: $0.0, value: $0.1) }
    super.init(kind: .record)
  }

  deinit {
    for index in fields.indices { Graveyard.bury(&fields[index].value) }
  }

  /// The value of a field.
  public func value(of name: String) -> Value? { fields.first { $0.name.isSame(as: name) }?.value }

  override func forEachChild(_ visit: (Value) -> Void) { fields.forEach { visit($0.value) } }
}

/// A namespace: `math`, `json`, `robots`. Its members may be added while the host sets up.
public final class ModuleObject: Object, @unchecked Sendable {
  /// The name.
  public let name: String
  /// One line for completion and help.
  public let summary: String
  private(set) var members: [String: Value]
  private(set) var summaries: [String: String] = [:]

  /// A namespace with these members.
  public init(_ name: String, summary: String = "", members: [String: Value] = [:]) {
    self.name = name
    self.summary = summary
    self.members = members
    super.init(kind: .module)
  }

  /// The member of this name.
  public func member(named name: String) -> Value? { members[name] }

  /// The members' names, sorted.
  public var names: [String] { members.keys.sorted() }

  /// Adds or replaces a member. Only for setting up: scripts share namespaces.
  public func define(_ name: String, _ value: Value, summary: String = "") {
    members[name] = value
    summaries[name] = summary
  }

  /// The line that describes a member.
  public func summary(of name: String) -> String {
    if let summary = summaries[name], !summary.isEmpty { return summary }
    let builtin: BuiltinFunction? = members[name]?.object(of: .builtin)
    return builtin?.summary ?? ""
  }

  override func forEachChild(_ visit: (Value) -> Void) { members.values.forEach(visit) }
}

/// A part `start:stop:step` of a subscript with several parts.
final class SliceObject: Object, @unchecked Sendable {
  let start: Value
  let stop: Value
  let step: Value

  init(start: Value, stop: Value, step: Value) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(kind: .slice)
  }

  override func forEachChild(_ visit: (Value) -> Void) {
    visit(start)
    visit(stop)
    visit(step)
  }
}

/// A sequence that is made as it is run over, as `"abc".elems()`.
final class SequenceObject: Object, @unchecked Sendable {
  /// The method that made it.
  let member: String
  let source: Value
  let element: @Sendable (Int) -> Value
  let count: Int

  init(
    _ member: String, of source: Value, count: Int, element: @escaping @Sendable (Int) -> Value
  ) {
    self.member = member
    self.source = source
    self.count = count
    self.element = element
    super.init(kind: .iterator)
  }

  /// As `string.elems`.
  var typeName: String { "\(source.typeName).\(member)" }
}

/// A variable that closures share.
final class Cell: Object, @unchecked Sendable {
  var value: Value

  init(_ value: Value) {
    self.value = value
    super.init(kind: .cell)
  }

  // Reading and writing at once, never in place, spares the checks of exclusive access.
  deinit {
    var last = value
    value = .none
    Graveyard.bury(&last)
  }

  override func forEachChild(_ visit: (Value) -> Void) { visit(value) }
}

/// An integer too large for a machine word.
final class BigIntegerObject: Object, @unchecked Sendable {
  let value: BigInteger

  init(_ value: BigInteger) {
    self.value = value
    super.init(kind: .int)
    let limbs = value.magnitude.count
    if limbs >= 64 { MemoryBound.note(limbs * MemoryLayout<UInt>.stride) }
  }
}
