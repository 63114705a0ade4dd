import Basics

/// Paths of the file system as completions and suggestions.
enum PathCompletion {
  /// The paths that begin with `prefix` and can lead to a path of this kind: matching files, and
  /// folders with a slash behind them; at most 200.
  static func complete(_ prefix: String, _ kind: PathKind) -> [String] {
    let (folder, start) = split(prefix)
    let names = (try? Files.list(folder.isEmpty ? "." : expandingHome(folder))) ?? []
    var found: [String] = []
    for name in names where name.hasPrefix(start) && found.count < 200 {
      switch Files.kind(of: expandingHome(folder) + name) {
      case .folder: found.append(folder + name + "/")
      case .file where accepts(name, kind): found.append(folder + name)
      default: continue
      }
    }
    return found
  }

  /// The paths in the same folder whose names are near, nearest first.
  static func nearest(to path: String, _ kind: PathKind) -> [String] {
    let (folder, name) = split(path)
    guard let names = try? Files.list(folder.isEmpty ? "." : expandingHome(folder)) else {
      return []
    }
    let fitting = names.filter {
      accepts($0, kind) || Files.kind(of: expandingHome(folder) + $0) == .folder
    }
    return Suggestions.nearest(to: name, among: fitting).map { folder + $0 }
  }

  private static func accepts(_ name: String, _ kind: PathKind) -> Bool {
    switch kind {
    case .folder: return false
    case .any: return true
    case .file(let extensions):
      guard !extensions.isEmpty else { return true }
      guard let dot = name.lastIndex(of: ".") else { return false }
      return extensions.contains(name[name.index(after: dot)...].lowercased())
    }
  }

  /// The folder, with its slash, and the name in it.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}
