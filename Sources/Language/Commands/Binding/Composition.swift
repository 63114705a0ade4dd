/// A host object that commands make of others of its kind: a robot of robots, a data set of data sets.
///
/// What uses or releases such an object walks through its parts by calls inside each other, so their
/// depth is bounded.
public protocol ComposedObject: ScriptObject {}

/// How deep the parts of composed objects lie in each other.
enum Composition {
  /// No description of an experiment comes near it.
  static let greatestDepth = 100

  /// Notes how deep a command's result is; throws where it is deeper than what can be used.
  static func note(_ result: Value, madeOf words: CommandWords) throws {
    let made = hosts(in: result)
    guard !made.isEmpty else { return }
    let parts = words.values.flatMap { hosts(in: $0) }
    let depth = 1 + (parts.map(\.composition).max() ?? 0)
    guard depth <= greatestDepth else {
      throw Diagnostic(
        .recursion,
        "the parts of this \(result.typeName) lie more than \(greatestDepth) deep in each other",
        help: "name all parts in one call instead of adding them one by one")
    }
    for host in made { host.composition = max(host.composition, depth) }
  }

  /// The composed objects that a value is or lists; a list may hold pairs, as of a robot and its weight.
  private static func hosts(in value: Value, levels: Int = 2) -> [HostObject] {
    if let host: HostObject = value.object(of: .host) {
      return host.object is any ComposedObject ? [host] : []
    }
    guard levels > 0 else { return [] }
    let items =
      value.asList?.items ?? value.asTuple?.items ?? value.asDict?.items.map(\.value) ?? []
    return items.flatMap { hosts(in: $0, levels: levels - 1) }
  }
}

extension CommandWords {
  /// What was given as values.
  fileprivate var values: [Value] {
    let inputs: [ParameterInput] =
      switch self {
      case .call(let positional, let named): positional + named.map(\.input)
      case .line(let words):
        words.compactMap { word in
          switch word {
          case .word(let input): input
          case .flag(_, let value, _): value
          case .endOfFlags: nil
          }
        }
      }
    return inputs.compactMap { if case .value(let value) = $0.content { value } else { nil } }
  }
}
