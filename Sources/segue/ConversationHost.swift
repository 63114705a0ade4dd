import Console
import Language

/// The language's session behind the console's prompt.
final class ConversationHost: PromptHost {
  private let conversation: Conversation

  init(_ conversation: Conversation) { self.conversation = conversation }

  func run(_ text: String, from source: StatementSource) -> StatementOutcome {
    let outcome =
      switch source {
      case .prompt(let number): conversation.run(entry: text, number: number)
      case .file(let name): conversation.run(file: text, named: name)
      }
    switch outcome {
    case .succeeded: return .succeeded
    case .failed(let code): return .failed(code: code)
    case .interrupted: return .interrupted
    case .closedPipe: return .exit(0)
    }
  }

  func isBound(_ name: String) -> Bool { conversation.isBound(name) }

  func completeness(of text: String) -> Completeness {
    switch conversation.completeness(of: text) {
    case .complete: .complete
    case .faulty: .faulty
    case .openBlock: .openBlock
    case .incomplete: .incomplete
    }
  }

  func ending(of text: String) -> TextEnding {
    let ending = conversation.ending(of: text)
    let kind: TextEnding.Kind =
      switch ending.kind {
      case .string: .string
      case .continuation: .continuation
      case .head: .head
      case .exit: .exit
      case .statement: .statement
      }
    return TextEnding(kind, indentation: ending.indentation)
  }

  func alignment(of text: String) -> String? { conversation.alignment(of: text) }

  func completions(in text: String, at cursor: Int) -> Completions {
    let list = conversation.complete(text, cursor: cursor)
    let candidates = list.items.map { item in
      Completions.Candidate(item.text, summary: item.summary, ending: item.ending)
    }
    return Completions(start: list.range.lowerBound, candidates: candidates)
  }
}

extension Completion {
  /// What follows the completed text when it is the only one.
  fileprivate var ending: String {
    switch kind {
    case .namespace, .keyword, .member, .variable, .function, .key: ""
    case .path: text.hasSuffix("/") ? "" : " "
    case .command, .flag, .choice: " "
    }
  }
}
