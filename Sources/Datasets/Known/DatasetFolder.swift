import Basics

/// Opens a folder, or a file that lists samples, as the data set whose layout it has.
public enum DatasetFolder {
  /// A layout that is recognised.
  public struct Layout: Sendable {
    /// What it is called: `SBD`.
    public let name: String
    /// The files that it is recognised by.
    public let files: String
    /// The command that opens it, with options that the folder alone cannot tell.
    public let command: String
    let recognises: @Sendable (FolderContent) -> Bool
    let open: @Sendable (String) throws -> any SegDataset
  }

  /// The layouts that a folder has; several where one folder holds several annotations.
  public static func layouts(of folder: String) throws -> [Layout] {
    let content = try FolderContent(folder)
    var found: [Layout] = []
    // Layouts further down are more general: what a special one explains is not asked again.
    for group in groups where found.isEmpty {
      found = group.filter { $0.recognises(content) }
    }
    return found
  }

  /// Opens a folder, or a manifest or annotation file.
  ///
  /// A folder that holds nothing but one data set's folder is opened as that.
  ///
  /// - Parameter checks: whether what is known to be wrong without loading is thrown at once.
  /// - Throws: `SystemError` where it cannot be listed, ``DatasetError/unknownLayout(folder:found:)``,
  ///   ``DatasetError/ambiguous(folder:choices:)``, and what the layout's own data set throws.
  public static func open(_ path: String, checks: Bool = true) throws -> any SegDataset {
    let dataset = try recognised(path)
    if checks { try dataset.check() }
    return dataset
  }

  private static func recognised(_ path: String) throws -> any SegDataset {
    if Files.kind(of: path) == .file { return try openFile(path) }
    let found = try layouts(of: path)
    if found.count == 1 { return try found[0].open(path) }
    guard found.isEmpty else {
      throw DatasetError.ambiguous(
        folder: path, choices: found.map { "\($0.command)(\"\(path)\")" })
    }
    let names = try Files.list(path)
    if names.isEmpty { throw DatasetError.empty(name: path) }
    let inside = try names.map { "\(path)/\($0)" }.filter {
      try Files.kind(of: $0) == .folder && !layouts(of: $0).isEmpty
    }
    guard inside.count == 1 else {
      if inside.count > 1 { throw DatasetError.ambiguous(folder: path, choices: inside) }
      if let (file, format) = UnreadFormat.first(in: path) {
        throw DatasetError.unread(file: file, format: format)
      }
      // An annotation that cannot be read says more than that the layout is unknown.
      for file in AnnotationFormat.jsonFiles(in: path).prefix(8) {
        _ = try AnnotationFormat(of: file)
      }
      for name in names.prefix(64) where FileName.ending(of: name) == "xml" {
        _ = try CVATFile("\(path)/\(name)")
      }
      throw DatasetError.unknownLayout(folder: path, found: names)
    }
    return try recognised(inside[0])
  }
}

/// What a folder holds, listed once.
struct FolderContent: Sendable {
  let path: String
  let names: Set<String>

  init(_ path: String) throws(SystemError) {
    self.path = path
    names = Set(try Files.list(path))
  }

  /// Whether all of these are folders in it; parts of a path are divided by `/`.
  func hasFolders(_ wanted: String...) -> Bool {
    wanted.allSatisfy { Files.kind(of: "\(path)/\($0)") == .folder }
  }

  func hasFile(_ name: String) -> Bool { Files.kind(of: "\(path)/\(name)") == .file }

  /// Whether a name of the folder, or of one of its subfolders, satisfies a condition.
  func hasName(in folder: String = "", where condition: (String) -> Bool) -> Bool {
    if folder.isEmpty { return names.contains(where: condition) }
    return ((try? Files.list("\(path)/\(folder)")) ?? []).contains(where: condition)
  }

  /// The first subfolders, in order.
  var firstFolders: [String] {
    names.sorted().lazy.filter { Files.kind(of: "\(path)/\($0)") == .folder }.prefix(4).map { $0 }
  }
}
