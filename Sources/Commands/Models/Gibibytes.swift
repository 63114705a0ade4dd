/// Limits of memory as options of commands take them.
enum Gibibytes {
  /// What a command's option may say.
  static let range = 0.001...1024.0
  /// What it says unless told.
  static let usual = 8.0

  /// Bytes of so many GiB.
  static func count(_ gibibytes: Double) -> Int { Int(gibibytes * Double(1 << 30)) }
}
