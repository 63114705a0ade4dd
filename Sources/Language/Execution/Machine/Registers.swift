/// The registers of a frame, read as words where no reference needs counting.
struct Registers {
  let base: UnsafeMutablePointer<Value>

  @inline(__always) init(_ base: UnsafeMutablePointer<Value>) { self.base = base }

  @inline(__always) subscript(_ register: UInt16) -> Value {
    get { base[Int(register)] }
    nonmutating set { base[Int(register)] = newValue }
  }

  @inline(__always) func slot(_ register: UInt16) -> UnsafeMutablePointer<Slot> {
    UnsafeMutableRawPointer(base + Int(register)).assumingMemoryBound(to: Slot.self)
  }

  @inline(__always) func tag(_ register: UInt16) -> UInt8 { slot(register).pointee.tag }

  @inline(__always) func payload(_ register: UInt16) -> Int { slot(register).pointee.payload }

  @inline(__always) func areInts(_ a: UInt16, _ b: UInt16) -> Bool {
    (tag(a) ^ Slot.int) | (tag(b) ^ Slot.int) == 0
  }

  @inline(__always) func areFloats(_ a: UInt16, _ b: UInt16) -> Bool {
    (tag(a) ^ Slot.float) | (tag(b) ^ Slot.float) == 0
  }

  @inline(__always) func float(_ register: UInt16) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(payload(register))))
  }

  @inline(__always) func setInt(_ register: UInt16, _ number: Int) {
    set(register, payload: number, tag: Slot.int)
  }

  @inline(__always) func setFloat(_ register: UInt16, _ number: Double) {
    set(register, payload: Int(bitPattern: UInt(number.bitPattern)), tag: Slot.float)
  }

  @inline(__always) func setBool(_ register: UInt16, _ value: Bool) {
    set(register, payload: value ? Special.true : Special.false, tag: Slot.special)
  }

  @inline(__always) func setSpecial(_ register: UInt16, _ payload: Int) {
    set(register, payload: payload, tag: Slot.special)
  }

  @inline(__always) private func set(_ register: UInt16, payload: Int, tag: UInt8) {
    let slot = slot(register)
    if slot.pointee.tag == Slot.object { release(slot) }
    slot.pointee.payload = payload
    slot.pointee.tag = tag
  }

  @inline(never) private func release(_ slot: UnsafeMutablePointer<Slot>) {
    UnsafeMutableRawPointer(slot).assumingMemoryBound(to: Value.self).pointee = .unset
  }

  /// r[target] ← r[source]
  @inline(__always) func copy(_ source: UInt16, to target: UInt16) {
    copy(from: base + Int(source), to: target)
  }

  /// r[target] ← a value in memory.
  @inline(__always) func copy(from source: UnsafePointer<Value>, to target: UInt16) {
    let from = UnsafeRawPointer(source).assumingMemoryBound(to: Slot.self)
    let to = slot(target)
    if from.pointee.tag != Slot.object, to.pointee.tag != Slot.object {
      to.pointee = from.pointee
    } else {
      base[Int(target)] = source.pointee
    }
  }

  /// r[target] ← r[source], which becomes unset.
  @inline(__always) func take(_ source: UInt16, to target: UInt16) {
    let (from, to) = (slot(source), slot(target))
    if to.pointee.tag == Slot.object { release(to) }
    to.pointee = from.pointee
    from.pointee = Slot(payload: Special.unset, tag: Slot.special)
  }

  /// The object in a register whose tag says that it holds one, without counting the reference.
  @inline(__always) func object(_ register: UInt16) -> Unmanaged<Object> {
    Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: payload(register)).unsafelyUnwrapped)
  }

  /// The string in a register that is known to hold one, without counting the reference.
  @inline(__always) func string(_ register: UInt16) -> Unmanaged<StringObject> {
    Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: payload(register)).unsafelyUnwrapped)
  }

  /// The built-in in a register that is known to hold one, without counting the reference.
  @inline(__always) func builtin(_ register: UInt16) -> Unmanaged<BuiltinFunction> {
    Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: payload(register)).unsafelyUnwrapped)
  }

  /// The kind of the object in a register; `unset` where it holds none.
  @inline(__always) func objectKind(_ register: UInt16) -> Value.Kind {
    guard tag(register) == Slot.object else { return .unset }
    return object(register)._withUnsafeGuaranteedRef { $0.kind }
  }

  /// Whether nothing else refers to the object in a register.
  @inline(__always) func isUniqueObject(_ register: UInt16) -> Bool {
    // The payload of an object's slot is the reference itself.
    let reference = UnsafeMutableRawPointer(base + Int(register))
      .assumingMemoryBound(to: Object.self)
    return isKnownUniquelyReferenced(&reference.pointee)
  }

  /// Releases what the registers hold.
  @inline(__always) func clear(from first: Int, to end: Int) {
    var slot = UnsafeMutableRawPointer(base + first).assumingMemoryBound(to: Slot.self)
    let last = UnsafeMutableRawPointer(base + end).assumingMemoryBound(to: Slot.self)
    while slot < last {
      if slot.pointee.tag == Slot.object {
        release(slot)
      }
      slot += 1
    }
  }
}
