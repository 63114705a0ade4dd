import Language

/// `inspect`: what a file of a network holds.
struct Inspect: Command {
  static let name = "inspect"
  static let summary = "List what the file of a network holds."
  static let discussion = """
    Of an ONNX file: its inputs and outputs with their shapes (? is an extent that may differ from run \
    to run), how often each operator is used, and the number of parameters. Operators that are not \
    computed here are marked.
    """
  static let topic = CommandTopic.models
  static let examples = [
    Example(
      "try:\n    inspect(\"nowhere.onnx\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the file") var path: ONNXPath

  func run(_ context: CommandContext) throws -> Value {
    .object(try NetworkFileObject(path.path))
  }
}
