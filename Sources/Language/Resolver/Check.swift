/// Everything that can be known to be wrong with a script without running it: it is parsed, and where
/// that succeeds its names are resolved.
///
/// - Parameter names: the commands and built-ins that the script may use.
/// - Returns: the errors in source order, then the notes; empty for a good script without notes.
public func check(_ source: SourceFile, names: some KnownNames) -> [Diagnostic] {
  let parse = Parser.parse(source, names: names)
  guard parse.errors.isEmpty else { return parse.errors + parse.notes }
  return Resolver.resolve(parse.program, globals: GlobalScope(), names: names) + parse.notes
}
