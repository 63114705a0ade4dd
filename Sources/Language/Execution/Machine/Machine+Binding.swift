// The arguments of a call as the parameters of a script's function ask for them.
extension Machine {
  /// Arranges arguments as a function's parameters ask; they begin at `base`.
  func arrange(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws {
    let arity = function.header.pointee.plainArity
    guard arity >= count else { return try bind(function, base, count, keywords) }
    if keywords.isEmpty {
      if arity == count { return }
      // Only defaults are missing: those of the last parameters.
      let first = arity - function.defaultCount
      guard count >= first else { return try bind(function, base, count, keywords) }
      for slot in count..<arity { base[slot] = function.defaults[slot - first] }
    } else if !arrangeKeywords(function, base, count, keywords, arity) {
      try bind(function, base, count, keywords)
    }
  }

  /// Puts each keyword's value into its parameter's register; `false`, with nothing done, where the
  /// keywords do not fit so simply.
  private func arrangeKeywords(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject], _ arity: Int
  ) -> Bool {
    let positional = count - keywords.count
    let first = arity - function.defaultCount
    if function.code.areNames(keywords, ofSlotsFrom: positional), count >= first {
      // The values lie where they belong; only defaults are missing.
      for slot in count..<arity { base[slot] = function.defaults[slot - first] }
      return true
    }
    return withUnsafeTemporaryAllocation(of: Value.self, capacity: arity) { slots in
      slots.initialize(repeating: .unset)
      defer { slots.deinitialize() }
      for (offset, keyword) in keywords.enumerated() {
        guard let slot = function.code.slot(of: keyword), slot >= positional, slots[slot].isUnset
        else { return false }
        slots[slot] = base[positional + offset]
      }
      for slot in positional..<arity where slots[slot].isUnset {
        guard slot >= first else { return false }
        slots[slot] = function.defaults[slot - first]
      }
      for slot in positional..<arity { base[slot] = slots[slot] }
      return true
    }
  }

  /// The general binding: `*rest`, `**rest`, parameters by name only, and all errors.
  @inline(never) private func bind(
    _ function: FunctionObject, _ base: UnsafeMutablePointer<Value>, _ count: Int,
    _ keywords: [StringObject]
  ) throws {
    let parameters = function.code.parameters
    try reserve(max(count, parameters.count) + 1)
    let positional = count - keywords.count
    var slots = [Value](repeating: .unset, count: parameters.count)
    let taken = min(positional, parameters.positional)
    for offset in 0..<taken { slots[offset] = base[offset] }
    if parameters.hasRest {
      slots[parameters.restSlot] = .tuple(
        UnsafeBufferPointer(start: base + taken, count: positional - taken))
    } else if positional > taken {
      throw Arguments.tooMany(function.name, most: parameters.positional, given: positional)
    }
    try bindKeywords(function, keywords, base + positional, &slots)
    try fillDefaults(function, &slots)
    Registers(base).clear(from: 0, to: count)
    for (offset, value) in slots.enumerated() { base[offset] = value }
  }

  private func bindKeywords(
    _ function: FunctionObject, _ keywords: [StringObject], _ values: UnsafeMutablePointer<Value>,
    _ slots: inout [Value]
  ) throws {
    let parameters = function.code.parameters
    let rest = parameters.hasRestKeywords ? DictObject() : nil
    for (offset, keyword) in keywords.enumerated() {
      if let slot = function.code.slot(of: keyword) {
        guard slots[slot].isUnset else { throw Arguments.givenTwice(function.name, keyword.text) }
        slots[slot] = values[offset]
      } else if let rest {
        rest.set(keyword, values[offset])
      } else {
        let names = parameters.names.indices.filter(parameters.isNamed).map { parameters.names[$0] }
        throw Arguments.unexpected(function.name, keyword.text, names)
      }
    }
    if let rest { slots[parameters.restKeywordsSlot] = Value(rest) }
  }

  private func fillDefaults(_ function: FunctionObject, _ slots: inout [Value]) throws {
    let parameters = function.code.parameters
    for (number, slot) in parameters.defaulted.enumerated() where slots[slot].isUnset {
      slots[slot] = function.defaults[number]
    }
    let missing = slots.indices.filter { slots[$0].isUnset }.map { parameters.names[$0] }
    guard missing.isEmpty else { throw Arguments.missing(function.name, missing) }
  }
}

extension Code.Parameters {
  /// Whether the parameter in a slot can be given by name.
  func isNamed(_ slot: Int) -> Bool {
    !(hasRest && slot == restSlot) && !(hasRestKeywords && slot == restKeywordsSlot)
  }
}
