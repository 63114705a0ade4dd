import Basics
import Glibc

/// What scripts need of files and of the process.
let fileFunctions: [BuiltinFunction] = [
  BuiltinFunction("exists", "path, /", "whether a file or folder is there") { call in
    .bool(Files.kind(of: try path(call)) != nil)
  },
  BuiltinFunction(
    "glob", "pattern, /", "the paths that match a pattern with * ? [ ] and **, sorted"
  ) {
    call in
    .list(try PathPattern.matches(try path(call)).map { .string($0) })
  },
  BuiltinFunction("read_text", "path, /", "the content of a text file") { call in
    .string(utf8: try Files.read(path(call), limit: StringObject.greatestCount))
  },
  BuiltinFunction(
    "write_text", "path, text, /", "replaces a text file, whole or not at all; its folder is made"
  ) { call in
    let (path, text) = (try path(call), try call.stringObject(1, "text"))
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try Files.makeFolder(String(path[..<slash]))
    }
    try Files.write(Array(text.buffer), to: path)
    return .none
  },
  BuiltinFunction("env", "name, default=None, /", "a variable of the environment, or default") {
    call in
    let name = try call.string(0, "name")
    guard let value = getenv(name) else { return call.optional(1) ?? .none }
    return .string(String(cString: value))
  },
]

private func path(_ call: borrowing Call) throws -> String {
  let path = try call.string(0, "path")
  guard !path.utf8.contains(0) else { throw Diagnostic.value("\(call.name): the path holds a NUL") }
  return path
}

/// Patterns of paths: `*` and `?` within a name, `[a-z]`, and `**` for any folders.
enum PathPattern {
  private static let greatestDepth = 64

  static func matches(_ pattern: String) throws -> [String] {
    let isAbsolute = pattern.hasPrefix("/")
    let parts = pattern.split(separator: "/").map(String.init)
    guard !parts.isEmpty else { return isAbsolute ? ["/"] : [] }
    var found: Set<String> = []
    try walk(isAbsolute ? "/" : "", parts[...], depth: 0, &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func walk(
    _ base: String, _ parts: ArraySlice<String>, depth: Int, _ found: inout Set<String>
  ) throws {
    try Interruption.check()
    guard let part = parts.first else {
      found.insert(base)
      return
    }
    let rest = parts.dropFirst()
    guard part.contains(where: { "*?[".contains($0) }) else {
      let next = joined(base, part)
      if Files.kind(of: next) != nil { try walk(next, rest, depth: depth, &found) }
      return
    }
    // What cannot be listed matches nothing.
    guard let names = try? Files.list(base.isEmpty ? "." : base) else { return }
    if part == "**" { try walk(base, rest, depth: depth, &found) }
    for name in names {
      let next = joined(base, name)
      if part == "**" {
        if depth < greatestDepth, Files.kind(of: next) == .folder {
          try walk(next, parts, depth: depth + 1, &found)
        }
      } else if fnmatch(part, name, FNM_PERIOD) == 0,
        rest.isEmpty || Files.kind(of: next) == .folder
      {
        try walk(next, rest, depth: depth, &found)
      }
    }
  }

  private static func joined(_ base: String, _ name: String) -> String {
    base.isEmpty ? name : base == "/" ? "/" + name : base + "/" + name
  }
}

/// The check for Ctrl-C, for files that import C's functions as well.
enum Interruption {
  static func check() throws { try Cancellation.check() }
}
