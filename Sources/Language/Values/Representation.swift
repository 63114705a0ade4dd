import Basics

extension Value {
  /// What `repr(x)` returns: the value as it would be written in a script, where it can be.
  ///
  /// A container inside itself is shown as `[...]`, however deeply it is nested.
  ///
  /// The text ends with `…` where it would be longer than a string may be.
  public var repr: String { repr(atMost: StringObject.greatestCount).text }

  /// The ``repr`` as a message shows it: cut where it would take several lines.
  public var brief: String { repr(atMost: 300).text }

  /// What `str(x)` returns and `print` shows: a string as it is, everything else as its ``repr``.
  public var description: String { asString ?? repr }

  /// The ``repr``, or about so many bytes of its beginning and `…`; no more than that is written.
  func repr(atMost limit: Int) -> (text: String, isWhole: Bool) {
    var writer = RepresentationWriter(limit: limit)
    // Ctrl-C and want of memory cut the text short as well.
    let isWhole = (try? writer.write(self)) ?? false
    if isWhole { return (String(decoding: writer.bytes, as: UTF8.self), true) }
    var beginning = String(decoding: writer.bytes.prefix(limit), as: UTF8.self)
    // A part of a character at the end.
    if beginning.hasSuffix("\u{FFFD}") { beginning.removeLast() }
    return (beginning + "…", false)
  }

  /// The bytes of ``repr``; throws where the text is too long to be a string, where it would take too
  /// much memory, and on Ctrl-C: values that share their parts may be written many times.
  func reprBytes() throws -> [UInt8] {
    var writer = RepresentationWriter(limit: StringObject.greatestCount)
    guard try writer.write(self) else {
      throw Diagnostic.tooLong("text", bytes: writer.bytes.count)
    }
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

/// Writes values without recursion, so that depth costs memory and no stack, and breadth nothing.
struct RepresentationWriter {
  private(set) var bytes: [UInt8] = []
  private let limit: Int
  /// The containers being written, each inside the one before.
  private var open: [OpenContainer] = []
  /// The same, to find those that hold themselves.
  private var identities: Set<ObjectIdentifier> = []

  /// A writer that stops when it has written more than so many bytes.
  init(limit: Int) { self.limit = limit }

  /// Writes a value; whether it was written to its end.
  mutating func write(_ value: Value) throws -> Bool {
    var pulse = Pulse()
    try writeOne(value)
    while !open.isEmpty {
      try pulse.beat()
      guard bytes.count <= limit else { return false }
      try bytes.requireRoom(for: 64)
      if let part = open[open.count - 1].next(&bytes) {
        try writeOne(part)
      } else {
        let closed = open.removeLast()
        identities.remove(ObjectIdentifier(closed.object))
      }
    }
    return bytes.count <= limit
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
    case .string:
      let text = unsafeDowncast(object, to: StringObject.self)
      try bytes.requireRoom(for: min(text.count, limit))
      try QuotedText.write(beginning(of: text.buffer), to: &bytes)
    case .bytes:
      try unsafeDowncast(object, to: BytesObject.self).content.withUnsafeBufferPointer {
        try QuotedText.writeBytes(beginning(of: $0), to: &bytes)
      }
    case .int:
      bytes += try unsafeDowncast(object, to: BigIntegerObject.self).value.text(radix: 10).utf8
    case .list, .tuple, .dict, .set, .record: try openContainer(object)
    default: bytes += atom(object).utf8
    }
  }

  /// As much of the bytes as is sure to fill what is left.
  private func beginning(of content: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: content.prefix(max(limit - bytes.count, 0) + 1))
  }

  private func atom(_ object: Object) -> String {
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
    case let sequence as SequenceObject:
      "\(sequence.source.repr(atMost: limit).text).\(sequence.member)()"
    default: "<\(Value(object).typeName)>"
    }
  }

  private mutating func openContainer(_ object: Object) throws {
    let container = OpenContainer(object)
    guard identities.insert(ObjectIdentifier(object)).inserted else {
      bytes += "\(container.opening)...\(container.closing)".utf8
      return
    }
    bytes += container.opening.utf8
    open.append(container)
  }
}

/// A container that is being written, and how far.
private struct OpenContainer {
  let object: Object
  /// The item, field or entry that comes next.
  private var position = 0
  private var count = 0
  /// Whether the key at ``position`` is written and its value is not.
  private var isValueNext = false

  init(_ object: Object) { self.object = object }

  var opening: String {
    switch object.kind {
    case .list: "["
    case .tuple: "("
    case .dict: "{"
    case .set: "set(["
    default: "\((object as? StructObject)?.type ?? "struct")("
    }
  }

  var closing: String {
    switch object.kind {
    case .list: "]"
    case .dict: "}"
    case .set: "])"
    default: ")"
    }
  }

  /// Writes what stands before the next part, which is returned; at the end, what closes the container.
  mutating func next(_ bytes: inout [UInt8]) -> Value? {
    let part: Value? =
      switch object {
      case let list as ListObject: item(of: list.buffer, &bytes)
      case let tuple as TupleObject: item(of: tuple.buffer, &bytes)
      case let record as StructObject: field(of: record, &bytes)
      case let table as TableObject: entry(of: table, &bytes)
      default: nil
      }
    if part == nil {
      if count == 1, object.kind == .tuple { bytes += ",".utf8 }
      bytes += closing.utf8
    }
    return part
  }

  private mutating func advance(_ bytes: inout [UInt8]) {
    if count > 0 { bytes += ", ".utf8 }
    count += 1
  }

  private mutating func item(of items: UnsafeBufferPointer<Value>, _ bytes: inout [UInt8]) -> Value?
  {
    guard position < items.count else { return nil }
    advance(&bytes)
    position += 1
    return items[position - 1]
  }

  private mutating func field(of record: StructObject, _ bytes: inout [UInt8]) -> Value? {
    guard position < record.fields.count else { return nil }
    advance(&bytes)
    position += 1
    let field = record.fields[position - 1]
    bytes += "\(field.name) = ".utf8
    return field.value
  }

  private mutating func entry(of table: TableObject, _ bytes: inout [UInt8]) -> Value? {
    if isValueNext {
      isValueNext = false
      bytes += ": ".utf8
      position += 1
      return table.entries[position - 1].value
    }
    guard let used = table.nextUsed(from: position) else { return nil }
    advance(&bytes)
    isValueNext = table.kind == .dict
    position = isValueNext ? used : used + 1
    return table.entries[used].key
  }
}
