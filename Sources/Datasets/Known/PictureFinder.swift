import Basics

/// Finds the pictures that annotations name: by the name, by its last part, or by the name without an ending.
///
/// Names come from other machines: they may have backslashes, folders that are not here, or lead upwards. A picture is
/// looked for in the folders around the annotation alone, and nowhere that a name leads to.
struct PictureFinder: Sendable {
  private let folders: [String]

  /// The endings that are tried behind a name that has none.
  private static let endings = [
    "jpg", "png", "jpeg", "JPG", "PNG", "JPEG", "bmp", "tif", "tiff", "webp",
  ]

  /// Looks in these folders, one after the other.
  init(folders: [String]) { self.folders = folders }

  /// Looks in the folder that is given, or around a file.
  init(around file: String, images: String? = nil) {
    folders = images.map { [$0] } ?? AnnotationPlaces.images(of: file)
  }

  /// The path of a picture.
  ///
  /// - Throws: ``DatasetError/missingFile(_:of:)``.
  func path(of name: String, for dataset: String) throws(DatasetError) -> String {
    if let path = find(name) { return path }
    throw .missingFile("\(folders.first ?? ".")/\(Self.parts(of: name).last ?? name)", of: dataset)
  }

  /// The path of a picture; `nil` where it is nowhere.
  func find(_ name: String) -> String? {
    let parts = Self.parts(of: name)
    guard let last = parts.last else { return nil }
    let whole = parts.contains("..") ? last : parts.joined(separator: "/")
    let names = whole == last ? [last] : [whole, last]
    let tried =
      FileName.isPicture(last)
      ? names
      : names.flatMap { name in
        Self.endings.map { "\(name).\($0)" } + Self.endings.map { "\(name)/images/\(last).\($0)" }
      }
    // Of several folders the one comes first that is called as the one in the name.
    let around = parts.dropLast().last
    let named = folders.filter { FileName.last(of: $0) == around }
    for folder in named + folders {
      for name in tried where Files.kind(of: "\(folder)/\(name)") == .file {
        return "\(folder)/\(name)"
      }
    }
    return nil
  }

  /// The pictures beside those that an annotation names, of which it says nothing, as the end of a sentence.
  ///
  /// Looked at is the folder of the first picture that is found.
  func unnamed(besides names: [String]) -> String {
    guard let first = names.lazy.compactMap({ find($0) }).first,
      let slash = first.lastIndex(of: "/"),
      let inside = try? Files.list(String(first[..<slash]))
    else { return "" }
    let known = Set(names.compactMap { Self.parts(of: $0).last })
    let others = inside.filter { name in
      FileName.isPicture(name) && !known.contains(name) && !known.contains(FileName.stem(name))
    }
    guard let other = others.first else { return "" }
    return "; \(others.count) pictures beside these are not in it, such as \(other)"
  }

  private static func parts(of name: String) -> [String] {
    name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
      .filter { $0 != "." && !$0.utf8.contains(0) }
  }
}
