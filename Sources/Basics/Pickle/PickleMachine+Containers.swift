extension PickleMachine {
  /// Operations that make or fill containers. False: it is none of these.
  mutating func runContainer(_ operation: UInt8) throws(PickleError) -> Bool {
    switch operation {
    case UInt8(ascii: "]"): push(.list([]))
    case UInt8(ascii: "}"): push(.dict([]))
    case UInt8(ascii: ")"): push(.tuple([]))
    case 0x8F: push(.set([]))
    case UInt8(ascii: "l"): push(.list(try popToMark()))
    case UInt8(ascii: "t"): push(.tuple(try popToMark()))
    case 0x91: push(.set(try popToMark()))  // FROZENSET
    case UInt8(ascii: "d"): push(.dict(try pairs(try popToMark())))
    case 0x85...0x87: try pushTuple(Int(operation) - 0x84)
    case UInt8(ascii: "a"): try append([try pop()])
    case UInt8(ascii: "e"), 0x90: try append(try popToMark())  // APPENDS, ADDITEMS
    case UInt8(ascii: "s"):
      let value = try pop()
      let key = try pop()
      try store([(key, value)])
    case UInt8(ascii: "u"): try store(try pairs(try popToMark()))
    default: return false
    }
    return true
  }

  private mutating func pushTuple(_ count: Int) throws(PickleError) {
    var items: [Int] = []
    for _ in 0..<count { items.append(try pop()) }
    push(.tuple(items.reversed()))
  }

  private func pairs(_ items: [Int]) throws(PickleError) -> [(key: Int, value: Int)] {
    guard items.count.isMultiple(of: 2) else { throw corrupt("a key without a value") }
    return stride(from: 0, to: items.count, by: 2).map { (items[$0], items[$0 + 1]) }
  }

  /// Adds to the list, set or object on top of the stack.
  private mutating func append(_ items: [Int]) throws(PickleError) {
    let target = try top()
    // The node is emptied while its array grows, so that the array is not copied.
    let node = nodes[target]
    nodes[target] = .plain(.none)
    switch node {
    case .list(var list):
      list += items
      nodes[target] = .list(list)
    case .set(var set):
      set += items
      nodes[target] = .set(set)
    case .object(var object):
      object.items += items
      nodes[target] = .object(object)
    default: throw corrupt("items for something that takes none")
    }
  }

  /// Stores pairs in the dictionary or object on top of the stack.
  private mutating func store(_ pairs: [(key: Int, value: Int)]) throws(PickleError) {
    let target = try top()
    let node = nodes[target]
    nodes[target] = .plain(.none)
    switch node {
    case .dict(var dict):
      dict += pairs
      nodes[target] = .dict(dict)
    case .object(var object):
      object.pairs += pairs
      nodes[target] = .object(object)
    default: throw corrupt("pairs for something that takes none")
    }
  }
}
