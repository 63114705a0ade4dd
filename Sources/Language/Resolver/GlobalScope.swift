/// A module's global variables: names and their slots. One per file; at the prompt one for the whole
/// session, so that variables persist from entry to entry. The machine keeps the values, by slot.
final class GlobalScope {
  /// What is known of a variable before anything runs.
  enum Meaning {
    /// Only named, by a `def` that expects it; nothing has bound it.
    case expected
    /// Bound by `def`, so it can begin a command line.
    case function
    /// Bound otherwise.
    case value
  }

  /// The names by slot.
  private(set) var names: [String] = []
  private var slots: [String: Int] = [:]
  private var meanings: [Meaning] = []

  /// How many slots there are; the machine's storage grows to it before it runs.
  var count: Int { names.count }

  /// The slot of `name`, if it has one.
  func slot(of name: String) -> Int? { slots[name] }

  /// What is known of `name`; `nil` when it is not even named.
  func meaning(of name: String) -> Meaning? { slots[name].map { meanings[$0] } }

  /// The names that something has bound, in slot order.
  var boundNames: [String] {
    names.indices.filter { meanings[$0] != .expected }.map { names[$0] }
  }

  /// The slot of `name`, made where it is new.
  @discardableResult
  func declare(_ name: String, as meaning: Meaning) -> Int {
    if let slot = slots[name] {
      if meaning != .expected { meanings[slot] = meaning }
      return slot
    }
    slots[name] = names.count
    names.append(name)
    meanings.append(meaning)
    return names.count - 1
  }

  /// Forgets what was bound in slots that hold no value, after an entry that failed or a `del`.
  func forgetBindings(where isUnset: (Int) -> Bool) {
    for slot in names.indices where isUnset(slot) { meanings[slot] = .expected }
  }
}
