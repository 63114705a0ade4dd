import Datasets
public import Language
public import Models

extension NetworkError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .noSuchInput(let name, let inputs):
      Diagnostic(
        .value, "the network has no input '\(name)'",
        hint: DatasetError.suggestion(name, inputs), help: "its inputs are \(Self.listed(inputs))")
    case .undeclared(let names):
      Diagnostic(
        .value, "nothing is declared to fill \(Self.listed(names))",
        help: "inputs={\"\(names.first ?? "x")\": \"image\"} fills it with the image")
    case .declaredTwice(let name):
      Diagnostic(.value, "the input '\(name)' is declared twice")
    case .channels(let input, let expected, let found):
      Diagnostic(
        .shape, "the input '\(input)' takes \(expected) channels, but is given \(found)",
        help: "image is 3 channels; previous, positive and negative are one each")
    case .inputShape(let input, let shape):
      Diagnostic(
        .shape,
        "the input '\(input)' is \(Self.words(shape)), and must be 1×channels×height×width of real numbers",
        help: Self.pictureHelp)
    case .size(let input, let expected, let found):
      Diagnostic(
        .shape, "the input '\(input)' is \(Self.words(expected)), but the size is \(found)",
        help: "leave out size to have that of the file")
    case .noSuchOutput(let name, let outputs):
      Diagnostic(
        .value, "the network has no output '\(name)'",
        hint: DatasetError.suggestion(name, outputs),
        help: "its outputs are \(Self.listed(outputs))")
    case .channel(let output, let count, nil):
      Diagnostic(
        .value, "the output '\(output)' has \(count) channels: which of them is the object?",
        help: "for example channel=\(count - 1)")
    case .channel(let output, let count, let found?):
      Diagnostic(
        .index, "the output '\(output)' has \(count) channels, and no channel \(found)")
    case .notNumbers(let name, let count, let all):
      Diagnostic(
        .value, "the network's output '\(name)' holds nan in \(count) of \(all) places",
        help: "look for nan in the weights, and for inputs in another range than in training")
    case .noProbability(let name, let lowest, let highest):
      Diagnostic(
        .value,
        "the network's output '\(name)' goes from \(lowest) to \(highest), and is declared to be a probability",
        help: lowest < 0
          ? "declare activation=\"sigmoid\" for logits, or minmax"
          : "declare activation=\"minmax\", or let the network divide by its largest value")
    case .outputShape(let output, let shape):
      Diagnostic(
        .shape,
        "the output '\(output)' is \(Self.words(shape)), and must be 1×channels×height×width",
        help: "choose another by its name: output=…")
    }
  }

  /// What to do with a network that takes clicks as coordinates.
  static let pictureHelp =
    "clicks as coordinates and labels, embeddings and switches are not fed: export a module around the "
    + "network that takes the picture, and the clicks drawn as channels such as disks; "
    + "or write the model as a function f(image, z, clicks) that returns (y, z)"

  private static func listed(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func words(_ shape: [Int?]) -> String {
    shape.isEmpty
      ? "a single number" : shape.map { $0.map(String.init) ?? "?" }.joined(separator: "×")
  }
}
