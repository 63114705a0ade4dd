import Imaging
import Language
import Synchronization

/// What a cell had to show, in order; it takes the session's text, values and pictures.
final class Transcript: PictureDisplay, ValueDisplay {
  /// One thing that was shown.
  enum Item: Sendable {
    /// What went to standard output.
    case output(String)
    /// What went to standard error.
    case message(String)
    /// HTML that is ready.
    case html(String)
  }

  /// The most bytes of text that one cell keeps.
  private static let textLimit = 1 << 20

  private struct State {
    var items: [Item] = []
    /// How much text there was since the last ``take()``, kept or not.
    var length = 0
  }

  private let state = Mutex(State())

  /// The items since the last call.
  func take() -> [Item] {
    state.withLock { state in
      defer { state = State() }
      return state.items
    }
  }

  /// Adds text behind what is there; beyond a limit it is only counted.
  func add(_ text: String, isMessage: Bool) {
    state.withLock { state in
      let wasWithin = state.length <= Self.textLimit
      state.length += text.utf8.count
      guard wasWithin else { return }
      let isWithin = state.length <= Self.textLimit
      let text = isWithin ? text : "… more than \(Self.textLimit) bytes; the rest is left out\n"
      switch (state.items.last, isMessage) {
      case (.output(let before)?, false):
        state.items[state.items.count - 1] = .output(before + text)
      case (.message(let before)?, true):
        state.items[state.items.count - 1] = .message(before + text)
      default: state.items.append(isMessage ? .message(text) : .output(text))
      }
    }
  }

  private func add(html: String) { state.withLock { $0.items.append(.html(html)) } }

  /// A picture that `show` draws.
  func show(_ picture: RasterPicture, within limit: PictureLimit?) throws -> Bool {
    add(html: try PagePicture(picture).figure())
    return true
  }

  /// A result becomes tables and a curve, pictures become figures, lists and dicts of pictures a gallery.
  func show(_ value: Value) throws -> Bool {
    if let result = value.asObject(ResultObject.self) {
      add(html: ResultSection(result.result, withTimes: result.withTimes).html)
    } else if let gallery = try Gallery(value) {
      add(html: gallery.html)
    } else {
      return false
    }
    return true
  }
}

/// A sink into a transcript.
final class TranscriptSink: TextSink {
  private let transcript: Transcript
  private let isMessage: Bool

  init(_ transcript: Transcript, isMessage: Bool) {
    self.transcript = transcript
    self.isMessage = isMessage
  }

  func write(_ text: String) { transcript.add(text, isMessage: isMessage) }
  func flush() {}
}
