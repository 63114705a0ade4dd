/// A use or a binding of a variable. The resolver fills in ``binding``.
final class Name {
  let text: String
  let span: Span
  /// Where the variable lives; `.unresolved` until the resolver has run.
  var binding: Binding = .unresolved

  init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// Where a variable lives, seen from the function (or top level) that uses it.
enum Binding: Equatable {
  /// Not resolved yet. No tree that resolved without errors has one.
  case unresolved
  /// Slot of the running frame: see ``FrameLayout/locals``. When that local `isCaptured`, the slot holds
  /// a cell that the closures share, and every access goes through the cell.
  case local(Int)
  /// Index into the running closure's captured cells: see ``FrameLayout/captures``.
  case captured(Int)
  /// Slot of the module's globals: see ``GlobalScope``. An unset slot is an error when it is read.
  case global(Int)
  /// At the prompt only: the global slot where it is set at that moment, else the built-in of that
  /// name, else an error. This is how a `def` may use what is defined after it.
  case late(Int)
  /// A built-in, found by the name's text.
  case builtin
}

/// The variables of one frame: a function's, or the top level's (which needs locals only for
/// comprehensions; its own variables are globals).
final class FrameLayout {
  struct Local: Equatable {
    let name: String
    /// Whether an inner function uses it, so that it lives in a cell.
    var isCaptured = false
  }

  /// Where the closure's maker finds a variable to capture when the `def` or `lambda` is executed.
  enum Capture: Equatable {
    /// The cell in a slot of the maker's frame.
    case local(Int)
    /// One of the maker's own captured cells.
    case captured(Int)
  }

  /// One per slot. A function's parameters come first, in the order of ``Function/parameters`` without
  /// a bare `*`.
  var locals: [Local] = []
  /// What the closure captures, in the order of `Binding.captured` indices.
  var captures: [Capture] = []
  /// The captured variables' names, for messages.
  var captureNames: [String] = []
}
