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
    let made = ModelCatalogue.entries.map { Value.string($0.name) }
    let decoders = NetworkName.decoders.map { Value.string($0) }
    let encoders = EncoderKind.all.map { Value.string($0.name) }
    return .dict([
      ("models", .list(made)), ("decoders", .list(decoders)), ("encoders", .list(encoders)),
    ])
  }
}
