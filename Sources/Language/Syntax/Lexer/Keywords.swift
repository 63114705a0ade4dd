/// Recognises keywords without making strings: at most eight bytes, compared as one integer.
enum Keywords {
  private static let all: [TokenKind] = [
    .and, .as, .assert, .break, .continue, .def, .del, .elif, .else, .except, .finally, .for,
    .global,
    .if, .in, .is, .lambda, .load, .nonlocal, .not, .or, .pass, .raise, .return, .try, .while,
    .none, .true, .false, .async, .await, .class, .from, .import, .with, .yield,
  ]

  /// For each low five bits of a first byte, the keywords that begin so.
  private static let table: [[(packed: UInt64, kind: TokenKind)]] = {
    var table: [[(packed: UInt64, kind: TokenKind)]] = Array(repeating: [], count: 32)
    for kind in all {
      let bytes = Array(kind.rawValue.utf8)
      table[Int(bytes[0] & 31)].append((pack(bytes[...]), kind))
    }
    return table
  }()

  /// The keyword that `bytes` spell, if any.
  static func kind(of bytes: ArraySlice<UInt8>) -> TokenKind? {
    guard bytes.count >= 2, bytes.count <= 8, let first = bytes.first else { return nil }
    let candidates = table[Int(first & 31)]
    guard !candidates.isEmpty else { return nil }
    let packed = pack(bytes)
    for candidate in candidates where candidate.packed == packed { return candidate.kind }
    return nil
  }

  private static func pack(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
