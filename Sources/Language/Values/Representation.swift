extension Value {
  /// What `repr(x)` returns: the value as it would be written in a script, where it can be.
  ///
  /// A container inside itself is shown as `[...]`, however deeply it is nested.
  ///
  /// The text ends with `…` where it would be longer than a string may be.
  public var repr: String {
    var writer = RepresentationWriter()
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What `str(x)` returns and `print` shows: a string as it is, everything else as its ``repr``.
  public var description: String { asString ?? repr }

  /// The bytes of ``repr``; throws where the text is too long to be a string, where it would take too
  /// much memory, and on Ctrl-C: values that share their parts may be written many times.
  func reprBytes() throws -> [UInt8] {
    var writer = RepresentationWriter()
    try writer.writeBounded(self)
    return writer.bytes
  }

  /// The bytes of ``description``, bounded likewise.
  func textBytes() throws -> [UInt8] {
    if let string = object as? StringObject { return Array(string.buffer) }
    return try reprBytes()
  }

  /// What the prompt shows a person: an object's own preview, or the ``repr``.
  public func preview(columns: Int) -> String {
    (asObject as? any PreviewableObject)?.preview(columns: columns) ?? repr
  }
}

/// Writes values without recursion, so that depth costs memory and no stack.
struct RepresentationWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: [Step] = []
  /// The containers being written, to find those that hold themselves.
  private var open: Set<ObjectIdentifier> = []

  private enum Step {
    case text(String)
    case value(Value)
    case close(Object, String)
  }

  /// Writes a value, up to the length that messages and strings may have.
  mutating func write(_ value: Value) {
    do { try writeBounded(value) } catch { bytes += "…".utf8 }
  }

  /// Writes a value; throws where the text becomes too long.
  mutating func writeBounded(_ value: Value) throws {
    var pulse = Pulse()
    pending.append(.value(value))
    while let step = pending.popLast() {
      try pulse.beat()
      switch step {
      case .text(let text): bytes += text.utf8
      case .value(let value): try writeOne(value)
      case .close(let object, let text):
        open.remove(ObjectIdentifier(object))
        bytes += text.utf8
      }
      try Sequences.checkBytes("text", bytes.count)
    }
  }

  private mutating func writeOne(_ value: Value) throws {
    switch value.bits {
    case .int(let number): bytes += String(number).utf8
    case .float(let number): bytes += FloatFormat.shortest(number).utf8
    case .special(let payload): bytes += Self.name(ofSpecial: payload).utf8
    case .object(let object): try write(object)
    }
  }

  private static func name(ofSpecial payload: Int) -> String {
    switch payload {
    case Special.none: "None"
    case Special.true: "True"
    case Special.false: "False"
    case Special.ellipsis: "Ellipsis"
    default: "<unset>"
    }
  }

  private mutating func write(_ object: Object) throws {
    switch object.kind {
    case .string: QuotedText.write(unsafeDowncast(object, to: StringObject.self).buffer, to: &bytes)
    case .bytes:
      QuotedText.writeBytes(unsafeDowncast(object, to: BytesObject.self).content, to: &bytes)
    case .int:
      bytes += try unsafeDowncast(object, to: BigIntegerObject.self).value.text(radix: 10).utf8
    case .list, .tuple, .dict, .set, .record: writeContainer(object)
    default: bytes += Self.atom(object).utf8
    }
  }

  private static func atom(_ object: Object) -> String {
    switch object {
    case let range as RangeObject:
      range.step == 1
        ? "range(\(range.start), \(range.stop))"
        : "range(\(range.start), \(range.stop), \(range.step))"
    case let function as FunctionObject: "<function \(function.name)>"
    case let builtin as BuiltinFunction:
      builtin.receiver.isUnset
        ? "<built-in function \(builtin.name)>"
        : "<built-in method \(builtin.name) of \(builtin.receiver.typeName) value>"
    case let module as ModuleObject: "<module \(module.name)>"
    case let error as ErrorObject:
      "\(error.diagnostic.kind.rawValue)(\(Value.string(error.diagnostic.message).repr))"
    case let host as HostObject: host.object.repr
    case let sequence as SequenceObject: "\(sequence.source.repr).\(sequence.member)()"
    default: "<\(Value(object).typeName)>"
    }
  }

  private mutating func writeContainer(_ object: Object) {
    let (opening, closing) = Self.brackets(of: object)
    guard open.insert(ObjectIdentifier(object)).inserted else {
      bytes += "\(opening)...\(closing)".utf8
      return
    }
    bytes += opening.utf8
    pending.append(.close(object, closing))
    let first = pending.count
    switch object {
    case let list as ListObject: push(list.buffer)
    case let tuple as TupleObject:
      push(tuple.buffer)
      if tuple.count == 1 { pending.append(.text(",")) }
    case let record as StructObject: push(record)
    case let table as TableObject: push(table)
    default: break
    }
    // Steps are taken from the end.
    pending[first...].reverse()
  }

  private static func brackets(of object: Object) -> (String, String) {
    switch object.kind {
    case .list: ("[", "]")
    case .tuple: ("(", ")")
    case .dict: ("{", "}")
    case .set: ("set([", "])")
    default: ("\((object as? StructObject)?.type ?? "struct")(", ")")
    }
  }

  private mutating func push(_ items: UnsafeBufferPointer<Value>) {
    for (index, item) in items.enumerated() {
      if index > 0 { pending.append(.text(", ")) }
      pending.append(.value(item))
    }
  }

  private mutating func push(_ table: TableObject) {
    for (index, position) in table.usedPositions.enumerated() {
      if index > 0 { pending.append(.text(", ")) }
      pending.append(.value(table.entries[position].key))
      if table.kind == .dict {
        pending.append(.text(": "))
        pending.append(.value(table.entries[position].value))
      }
    }
  }

  private mutating func push(_ record: StructObject) {
    for (index, field) in record.fields.enumerated() {
      pending.append(.text(index > 0 ? ", \(field.name) = " : "\(field.name) = "))
      pending.append(.value(field.value))
    }
  }
}
