import Basics
import Tensors

/// `AttributeProto`: a named parameter of a node.
struct AttributeMessage: Sendable {
  /// What an attribute holds.
  enum Content: Sendable {
    case none
    case float(Float)
    case integer(Int)
    case text(String)
    case tensor(TensorMessage)
    case graph(GraphMessage)
    case floats([Float])
    case integers([Int])
    case texts([String])
    /// A kind that no operator of ours takes: sparse tensors, types, lists of graphs.
    case other
  }

  var name: String
  var content: Content

  init(name: String, _ content: Content) {
    (self.name, self.content) = (name, content)
  }

  init(_ bytes: FileBytes, _ budget: inout WireBudget) throws(WireError) {
    var fields = Fields()
    try budget.read("AttributeProto", bytes) { field, budget throws(WireError) in
      try fields.read(field, &budget)
    }
    name = fields.name
    content = try fields.content(&budget)
  }

  func encoded() -> WireWriter {
    var writer = WireWriter()
    writer.text(1, name)
    let type: Int
    switch content {
    case .float(let value):
      writer.float(2, value)
      type = 1
    case .integer(let value):
      writer.integer(3, value)
      type = 2
    case .text(let value):
      writer.text(4, value)
      type = 3
    case .tensor(let value):
      writer.message(5, value.encoded())
      type = 4
    case .graph(let value):
      writer.message(6, value.encoded())
      type = 5
    case .floats(let values):
      writer.floats(7, values)
      type = 6
    case .integers(let values):
      writer.integers(8, values)
      type = 7
    case .texts(let values):
      for value in values { writer.text(9, value) }
      type = 8
    case .none, .other: type = 0
    }
    writer.integer(20, type)
    return writer
  }
}

extension AttributeMessage {
  /// A whole number.
  static func integer(_ name: String, _ value: Int) -> AttributeMessage {
    AttributeMessage(name: name, .integer(value))
  }

  /// A switch.
  static func flag(_ name: String, _ value: Bool) -> AttributeMessage {
    integer(name, value ? 1 : 0)
  }

  /// Whole numbers.
  static func integers(_ name: String, _ values: [Int]) -> AttributeMessage {
    AttributeMessage(name: name, .integers(values))
  }

  /// A number for each axis of a picture.
  static func pair(_ name: String, _ value: Spatial) -> AttributeMessage {
    integers(name, [value.y, value.x])
  }

  /// A real number.
  static func float(_ name: String, _ value: Float) -> AttributeMessage {
    AttributeMessage(name: name, .float(value))
  }

  /// A word.
  static func text(_ name: String, _ value: String) -> AttributeMessage {
    AttributeMessage(name: name, .text(value))
  }
}

/// The fields of an attribute; which of them counts is said by its type, or by what is there.
private struct Fields {
  var name = ""
  private var type = 0
  private var single = AttributeMessage.Content.none
  private var floats = PackedNumbers()
  private var integers = PackedNumbers()
  private var texts: [String] = []

  mutating func read(_ field: WireField, _ budget: inout WireBudget) throws(WireError) {
    switch field.number {
    case 1: name = try field.text()
    case 2: single = .float(try field.float())
    case 3: single = .integer(try field.integer())
    case 4: single = .text(try field.text())
    case 5: single = .tensor(try TensorMessage(try field.bytes(), &budget))
    case 6: single = .graph(try GraphMessage(try field.bytes(), &budget))
    case 7: try floats.append(field, &budget)
    case 8: try integers.append(field, &budget)
    case 9:
      try budget.spend()
      texts.append(try field.text())
    case 10, 11, 14, 15, 22, 23: single = .other
    case 20: type = try field.integer()
    default: break
    }
  }

  func content(_ budget: inout WireBudget) throws(WireError) -> AttributeMessage.Content {
    if type == 6 || !floats.isEmpty {
      let numbers = try floats.fixed(UInt32.self, limit: WireBudget.partLimit) {
        Float(bitPattern: $0)
      }
      try budget.spend(numbers.count)
      return .floats(numbers)
    }
    if type == 7 || !integers.isEmpty {
      let numbers = try integers.integers(limit: WireBudget.partLimit)
      try budget.spend(numbers.count)
      return .integers(numbers)
    }
    if type == 8 || !texts.isEmpty { return .texts(texts) }
    if case .none = single { return absent }
    return single
  }

  /// What a value that equals its type's default, and is therefore not written, stands for.
  private var absent: AttributeMessage.Content {
    switch type {
    case 1: .float(0)
    case 2: .integer(0)
    case 3: .text("")
    default: .none
    }
  }
}
