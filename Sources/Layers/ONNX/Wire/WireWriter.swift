/// Writes the fields of one protobuf message.
///
/// The bytes are kept in pieces, so that weights inside tensors inside a graph inside a model are
/// not copied at each border.
struct WireWriter {
  private var pieces: [[UInt8]] = []
  private var open: [UInt8] = []

  /// How many bytes have been written.
  var count: Int { pieces.reduce(open.count) { $0 + $1.count } }

  /// All bytes in one piece.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for piece in pieces { all += piece }
    return all + open
  }

  /// Writes a whole number.
  mutating func integer(_ number: Int, _ value: Int) {
    tag(number, 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// Writes a single-precision number.
  mutating func float(_ number: Int, _ value: Float) {
    tag(number, 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { open += $0 }
  }

  /// Writes a text.
  mutating func text(_ number: Int, _ value: String) { bytes(number, Array(value.utf8)) }

  /// Writes raw bytes.
  mutating func bytes(_ number: Int, _ value: [UInt8]) {
    tag(number, 2)
    varint(UInt64(value.count))
    guard value.count >= 4096 else { return open += value }
    close()
    pieces.append(value)
  }

  /// Writes whole numbers, packed.
  mutating func integers(_ number: Int, _ values: [Int]) {
    var packed = WireWriter()
    for value in values { packed.varint(UInt64(bitPattern: Int64(value))) }
    message(number, packed)
  }

  /// Writes single-precision numbers, packed.
  mutating func floats(_ number: Int, _ values: [Float]) {
    var packed = WireWriter()
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { packed.open += $0 }
    }
    message(number, packed)
  }

  /// Writes a nested message.
  mutating func message(_ number: Int, _ message: WireWriter) {
    tag(number, 2)
    varint(UInt64(message.count))
    guard !message.pieces.isEmpty else { return open += message.open }
    close()
    pieces += message.pieces
    open = message.open
  }

  private mutating func close() {
    pieces.append(open)
    open = []
  }

  private mutating func tag(_ number: Int, _ type: UInt64) { varint(UInt64(number) << 3 | type) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      open.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    open.append(UInt8(rest))
  }
}
