import Clicking
import Datasets
import Language
import Models

/// What a script says of a network's inputs: a dict from the input's name to what its channels are,
/// `{"image": "image", "clicks": ["previous", "positive", "negative"]}`.
///
/// Of the words, `image` is the picture's three channels, `previous` the previous prediction,
/// `positive` and `negative` the planes of the chosen click encoding with clicks of that sign; an
/// encoding, or its name, stands for all its planes. Without a dict the only input is meant.
struct ChannelDeclaration {
  /// How the picture becomes numbers.
  let image: ImageValues
  /// What draws `positive` and `negative`.
  let clicks: any Encoding

  /// The declared inputs; `names` are those of the network.
  func inputs(_ value: Value, names: [String]) throws -> [NetworkInput] {
    guard let dict = value.asDict else {
      guard names.count == 1 else {
        throw Diagnostic(
          .value, "the network has \(names.count) inputs: say what fills each",
          help: "inputs={" + names.map { "\"\($0)\": …" }.joined(separator: ", ") + "}")
      }
      return [NetworkInput(names[0], try parts(value))]
    }
    return try dict.items.map { key, value in
      guard let name = key.asString else {
        throw Diagnostic(.type, "inputs are named by strings, got \(key.typeName)")
      }
      return NetworkInput(name, try parts(value))
    }
  }

  private func parts(_ value: Value) throws -> [NetworkInput.Part] {
    try (value.asSequence ?? [value]).map(part)
  }

  private func part(_ value: Value) throws -> NetworkInput.Part {
    if let object = value.asObject(EncodingObject.self) { return .clicks(object.encoding) }
    guard let word = value.asString else {
      throw Diagnostic(
        .type, "a channel is a word or an encoding, got \(value.typeName)", help: Self.help)
    }
    switch word {
    case "image": return .image(image)
    case "previous": return .clicks(PreviousMask())
    case "positive": return try planes(isPositive: true)
    case "negative": return try planes(isPositive: false)
    default: return .clicks(try encoding(word))
    }
  }

  private func encoding(_ word: String) throws -> any Encoding {
    guard let entry = EncodingCatalogue.entries.first(where: { $0.name == word }) else {
      let names = Self.words + EncodingCatalogue.entries.map(\.name)
      throw Diagnostic(
        .value, "no channel is named '\(word)'", hint: DatasetError.suggestion(word, names),
        help: Self.help)
    }
    return entry.encoding
  }

  private func planes(isPositive: Bool) throws -> NetworkInput.Part {
    let indices = clicks.layout.indices.filter { clicks.layout[$0].isPositive == isPositive }
    guard !indices.isEmpty else {
      throw Diagnostic(
        .value,
        "the encoding '\(clicks.name)' has no plane of \(isPositive ? "positive" : "negative") clicks",
        help: "name the encoding itself: inputs=[\"image\", \"\(clicks.name)\"]")
    }
    return .clicks(clicks, planes: indices)
  }

  private static let words = ["image", "previous", "positive", "negative"]
  private static let help =
    "channels are image, previous, positive, negative, or an encoding such as disks"
}
