/// Bytes of a text in the words of an error.
enum ByteText {
  /// The character in quotes, or the byte's number where it is no visible character of ASCII.
  static func words(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "'\(Character(UnicodeScalar(byte)))'" : "the byte 0x\(String(byte, radix: 16))"
  }
}
