import Datasets
import Language

/// A region selector as a script holds it; `regions(data, selector=…)` takes it.
final class SelectorObject: ComposedObject {
  let selector: any RegionSelector

  init(_ selector: any RegionSelector) { self.selector = selector }

  var typeName: String { "selector" }
  var repr: String { "selector(\(selector.name))" }
  var members: [Member] { [Member("name", "the selector's name")] }

  func member(named name: String) throws -> Value? {
    name == "name" ? .string(selector.name) : nil
  }
}
