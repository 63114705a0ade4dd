import Language
import Models

/// `models.list`: what can be built.
struct ModelsList: Command {
  static let name = "models.list"
  static let summary =
    "List the models that can be made, and the encoders that networks are built over."
  static let topic = CommandTopic.models
  static let examples = [
    Example("print(models.list()[\"encoders\"][0])", prints: "resnet18"),
    Example("print(\"graph_cut\" in models.list()[\"models\"])", prints: "True"),
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(
      NameLists([
        ("models", ModelCatalogue.entries.map(\.name)), ("decoders", NetworkName.decoders),
        ("encoders", EncoderKind.all.map(\.name)),
      ]))
  }
}

/// Lists of names under headings, which are keys.
final class NameLists: ScriptObject, KeyedObject, PreviewableObject {
  private let lists: [(heading: String, names: [String])]

  init(_ lists: [(heading: String, names: [String])]) { self.lists = lists }

  var typeName: String { "list of names" }
  var keys: [String] { lists.map(\.heading) }
  var repr: String { preview(columns: 80) }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0], let key = term.asString,
      let list = lists.first(where: { $0.heading == key })
    else {
      throw Diagnostic(.key, "there are lists of " + keys.joined(separator: ", "))
    }
    return .list(list.names.map { .string($0) })
  }

  /// A row for each list, continued below itself.
  func preview(columns: Int) -> String {
    let margin = (keys.map(\.count).max() ?? 0) + 2
    return lists.map { heading, names in
      var rows = [""]
      for (index, name) in names.enumerated() {
        let text = name + (index < names.count - 1 ? ", " : "")
        if margin + rows[rows.count - 1].count + text.count > max(columns, 40) { rows.append("") }
        rows[rows.count - 1] += text
      }
      let padding = String(repeating: " ", count: margin)
      let first = heading + String(repeating: " ", count: margin - heading.count) + rows[0]
      return ([first] + rows.dropFirst().map { padding + $0 }).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
