import Datasets
import Language

/// A parameter that takes a region selector: one of the catalogue by its name, a selector, or a script's
/// function.
struct SelectorParameter: ScriptConvertible {
  static let typeName = "selector"
  let selector: any RegionSelector

  static func read(_ word: String, in context: CommandContext) throws -> SelectorParameter {
    guard let make = SelectorCatalogue.entries[word] else { throw ReadingFailure.mismatch }
    return SelectorParameter(selector: try make())
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> SelectorParameter {
    if let name = value.asString { return try read(name, in: context) }
    if let object = value.asObject(SelectorObject.self) {
      return SelectorParameter(selector: object.selector)
    }
    guard value.kind == .function || value.kind == .builtin else {
      throw ReadingFailure.mismatch
    }
    let function = FunctionShape(value)
    guard let form = function.parameterCount.flatMap(ScriptSelector.Form.init) else {
      throw ReadingFailure.refused(
        "the function '\(function.name)' is not of a selector's form",
        help:
          "a selector is f(sample), f(sample, seed) or f(image, layers, info), and returns a mask")
    }
    return SelectorParameter(
      selector: ScriptSelector(
        name: function.name, function: value, caller: ScriptCaller(context.interpreter),
        form: form))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    selectorCommands.compactMap { command in
      let name = String(command.name.dropFirst("selectors.".count))
      return SelectorCatalogue.entries[name] == nil ? nil : Candidate(name, command.summary)
    }
  }

  static func spelling(of value: SelectorParameter) -> String { value.selector.name }
}

/// The selectors that need no argument, by name, with their defaults.
enum SelectorCatalogue {
  static let entries: [String: @Sendable () throws -> any RegionSelector] = [
    "dummy": { Dummy() },
    "random_single": { RandomSingle() },
    "random_class": { RandomClass() },
    "random_connected_region": { RandomConnectedRegion() },
    "random_merge": { try RandomMerge() },
    "background": { Background() },
    "biggest_region": { BiggestRegion() },
    "things": { ByKind(.thing) },
    "stuff": { ByKind(.stuff) },
    "parents": { ByHierarchy(.parents) },
    "children": { ByHierarchy(.children) },
    "roots": { ByHierarchy(.roots) },
    "leaves": { ByHierarchy(.leaves) },
    "hierarchical": { Hierarchical() },
  ]
}
