/// What a picture's file name says.
public enum FileName {
  /// Endings of pictures, those that are not read included: such a file is an error, not a gap.
  private static let endings: Set<String> = [
    "jpg", "jpeg", "jpe", "png", "bmp", "tif", "tiff", "webp", "gif", "ppm", "pgm", "pbm",
    "pnm", "pam", "npy", "jp2", "heic", "heif", "avif",
  ]

  /// Whether the name ends as a picture's.
  public static func isPicture(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Whether the name ends as that of a file that may hold a mask: a picture or an array of NumPy's.
  public static func isMask(_ name: String) -> Bool {
    isPicture(name) || name.lowercased().hasSuffix(".npy")
  }

  /// The name up to its last dot.
  public static func stem(_ name: String) -> String {
    String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  /// The stems that several of the names have.
  static func ambiguousStems(_ names: [String]) -> [String] {
    let counts = Dictionary(names.map { (stem($0), 1) }, uniquingKeysWith: +)
    return counts.filter { $0.value > 1 }.map(\.key).sorted()
  }

  static func upToFirstDot(_ name: String) -> String {
    String(name[..<(name.firstIndex(of: ".") ?? name.endIndex)])
  }

  /// The last part of a path, whatever slashes end it.
  public static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
