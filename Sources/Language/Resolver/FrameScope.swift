/// The variables that one frame can see while it is resolved: the top level's or a function's.
final class FrameScope {
  let layout: FrameLayout
  /// The function around this one; `nil` for the top level.
  let parent: FrameScope?
  /// Slots by name: the frame's own variables first, then those of the comprehensions around the
  /// expression, innermost last.
  private var blocks: [[String: Int]] = [[:]]
  private var capturedSlots: [String: Int] = [:]
  /// What `global` and `nonlocal` have declared.
  private(set) var declared: [String: Declaration.Scope] = [:]
  /// Where anything is declared: the names used or bound so far, which come too early to be declared.
  var mentioned: Set<String> = []
  /// How many loops are around the statement.
  var loops = 0
  /// How many `except` blocks are around the statement.
  var handlers = 0

  init(_ layout: FrameLayout, parent: FrameScope?) {
    self.layout = layout
    self.parent = parent
  }

  /// Whether its own variables are the module's globals.
  var isTopLevel: Bool { parent == nil }

  /// Records `global name` or `nonlocal name`.
  func declare(_ name: String, _ scope: Declaration.Scope) { declared[name] = scope }

  /// Makes a slot for `name` in the innermost block, unless it has one there.
  @discardableResult
  func define(_ name: String) -> Int {
    let innermost = blocks.count - 1
    if let slot = blocks[innermost][name] { return slot }
    let slot = layout.locals.count
    layout.locals.append(FrameLayout.Local(name: name))
    blocks[innermost][name] = slot
    return slot
  }

  /// Enters a comprehension.
  func enterBlock() { blocks.append([:]) }

  /// Leaves a comprehension.
  func leaveBlock() { if blocks.count > 1 { blocks.removeLast() } }

  /// Where `name` lives, if it is a variable of this frame or of a function around it.
  func find(_ name: String) -> Binding? {
    if let slot = slot(of: name) { return .local(slot) }
    return capture(name).map(Binding.captured)
  }

  /// Whether a function around this one has the variable.
  func isInEnclosingFunction(_ name: String) -> Bool {
    var scope = parent
    while let current = scope, !current.isTopLevel {
      if current.blocks[0][name] != nil { return true }
      scope = current.parent
    }
    return false
  }

  /// Every name that can be seen, for suggestions.
  var visibleNames: [String] {
    blocks.flatMap(\.keys) + (parent?.visibleNames ?? [])
  }

  private func slot(of name: String) -> Int? {
    for block in blocks.reversed() {
      if let slot = block[name] { return slot }
    }
    return nil
  }

  /// The index of `name` among the captured variables, captured now where that is new.
  private func capture(_ name: String) -> Int? {
    if let index = capturedSlots[name] { return index }
    guard let parent, declared[name] != .global else { return nil }
    let capture: FrameLayout.Capture
    if let slot = parent.slot(of: name) {
      parent.layout.locals[slot].isCaptured = true
      capture = .local(slot)
    } else if let index = parent.capture(name) {
      capture = .captured(index)
    } else {
      return nil
    }
    let index = layout.captures.count
    layout.captures.append(capture)
    layout.captureNames.append(name)
    capturedSlots[name] = index
    return index
  }
}
