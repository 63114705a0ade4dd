import Basics

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

  /// Whether the name ends as a JPEG's.
  static func isJPEG(_ name: String) -> Bool {
    [".jpg", ".jpeg", ".jpe"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The channel that four digits behind the last `_` name: 1 of `case_0001.png`.
  static func channel(_ name: String) -> Int? {
    let stem = stem(name)
    guard stem.utf8.count > 5, stem.dropLast(4).hasSuffix("_"),
      stem.suffix(4).allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    return Int(stem.suffix(4))
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

  /// The path of a picture that a list names without its ending: with the usual one, or another that is there.
  static func picture(_ stem: String, in folder: String, usual: String = "jpg") -> String {
    let path = "\(folder)/\(stem).\(usual)"
    if Files.kind(of: path) == .file { return path }
    return otherEndings.lazy.map { "\(folder)/\(stem).\($0)" }.first {
      Files.kind(of: $0) == .file
    } ?? path
  }

  private static let otherEndings = [
    "JPG", "jpeg", "JPEG", "jpg", "png", "PNG", "bmp", "BMP", "tif", "tiff", "webp",
  ]

  /// The last part of a path, whatever slashes end it.
  public static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
