import Synchronization

/// Results that arrive in any order, from several threads, and are read in their own.
final class Slots<Element: Sendable>: Sendable {
  private let state: Mutex<(elements: [Element?], filled: Int)>

  init(count: Int) {
    state = Mutex((Array(repeating: nil, count: count), 0))
  }

  /// Fills a slot and reports how many are filled now; reports never overlap.
  func fill(_ index: Int, with element: Element, progress: (Int, Int) -> Void) {
    state.withLock { state in
      state.elements[index] = element
      state.filled += 1
      progress(state.filled, state.elements.count)
    }
  }

  var values: [Element] { state.withLock { $0.elements.compactMap(\.self) } }
}
