import Testing

@testable import Language

@Suite("Values")
struct ValueTests {
  @Test("the machine's view of a value's words is right")
  func slotLayout() {
    func slot(_ value: Value) -> Slot {
      withUnsafeBytes(of: value) {
        Slot(
          payload: $0.loadUnaligned(as: Int.self),
          tag: $0.loadUnaligned(fromByteOffset: 8, as: UInt8.self))
      }
    }
    #expect(MemoryLayout<Value>.stride == 16 && MemoryLayout<Slot>.stride == 16)
    #expect(slot(.int(7)).payload == 7 && slot(.int(7)).tag == Slot.int)
    #expect(slot(.float(1)).tag == Slot.float)
    #expect(slot(.float(1)).payload == Int(bitPattern: UInt(1.0.bitPattern)))
    #expect(slot(.unset).payload == 0 && slot(.unset).tag == Slot.special)
    let list = ListObject([])
    #expect(slot(Value(list)).tag == Slot.object)
    #expect(
      slot(Value(list)).payload == Int(bitPattern: Unmanaged.passUnretained(list).toOpaque()))
  }

  @Test("a value shows what it was made from")
  func accessors() {
    #expect(Value.int(3).asInt == 3)
    #expect(Value.string("é").asString == "é")
    #expect(Value.list([1, 2]).asList?.items.map(\.asInt) == [1, 2])
    #expect(Value.dict([("a", 1)]).asDict?.value(of: "a")?.asInt == 1)
    #expect(Value.record([("x", 2)]).asRecord?.value(of: "x")?.asInt == 2)
    #expect(Value.true.asBool == true && Value.none.isNone && Value.int(1).asBool == nil)
    #expect(Value.int(2).asNumber == 2 && Value.float(2.5).asNumber == 2.5)
  }

  @Test("a representation is written no further than it is wanted")
  func boundedRepresentation() throws {
    let wide = Value.list([Value](repeating: .int(12), count: 100_000))
    #expect(wide.repr(atMost: 10).text == "[12, 12, 1…")
    var writer = RepresentationWriter(limit: 100)
    #expect(try !writer.write(wide))
    #expect(writer.bytes.count < 110)
    // Written out, this would be longer than any memory.
    var shared = Value.list([1])
    for _ in 0..<100 { shared = .list([shared, shared]) }
    #expect(shared.repr(atMost: 103).text == String(repeating: "[", count: 101) + "1]…")
    #expect(Value.string(String(repeating: "é", count: 1000)).repr(atMost: 6).text == "\"éé…")
    #expect(ValuePreview(shared, columns: 80).text.hasSuffix("(2 in all; print shows everything)"))
    #expect(Value.tuple([1]).repr(atMost: 4) == ("(1,)", true))
  }

  @Test("a table finds every key after many insertions and removals")
  func tableAgainstDictionary() throws {
    let table = DictObject()
    var model: [Int: Int] = [:]
    var state: UInt64 = 88_172_645_463_325_252
    for step in 0..<20_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let key = Int(state % 300)
      if state & 0x8000 == 0 {
        try table.set(.int(key), .int(step))
        model[key] = step
      } else if let position = try table.find(.int(key), hash: key) {
        table.remove(at: position)
        #expect(model.removeValue(forKey: key) != nil)
      }
    }
    #expect(table.count == model.count)
    for (key, value) in model { #expect(try table.value(of: .int(key))?.asInt == value) }
  }

  @Test("long strings grow in place only where nothing else refers to them")
  func stringsAreValues() throws {
    let interpreter = Interpreter()
    let value = try interpreter.run(
      SourceFile(
        name: "s.seg",
        text: """
          def f():
              a = "x"
              kept = []
              for i in range(100):
                  kept.append(a)
                  a += "y"
              return [len(k) for k in kept] == list(range(1, 101)) and len(a) == 101
          f()
          """))
    #expect(value.asBool == true)
  }

  @Test("a scope with more names than a program may run with is given up without harm")
  func manyNames() {
    let scope = GlobalScope()
    for number in 0...ModuleState.greatestCount { scope.declare("v\(number)", as: .value) }
    let module = ModuleState(scope: scope)
    module.globals[0] = .list([])
    #expect(module.value(of: "v0") != nil)
    #expect(module.value(of: "v\(ModuleState.greatestCount)") == nil)
  }
}
