import Imaging
import Language
import Models

/// A model's state `z` as a script holds it: opaque but for the previous prediction.
final class StateObject: ScriptObject, IndexableObject {
  let state: ModelState

  init(_ state: ModelState) { self.state = state }

  var typeName: String { "state" }
  var repr: String { "state(\(names.joined(separator: ", ")))" }
  var members: [Member] { [Member("prev_output", "the previous prediction, or None")] }

  func member(named name: String) throws -> Value? {
    name == "prev_output" ? state.previous.map { .object(PlaneObject($0)) } ?? Value.none : nil
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let key) = terms[0], key.asString == "prev_output",
      let value = try member(named: "prev_output")
    else { throw Diagnostic(.key, "the state has one entry, 'prev_output'") }
    return value
  }

  private var names: [String] {
    (state.previous == nil ? [] : ["prev_output"]) + state.extra.keys.sorted()
  }
}
