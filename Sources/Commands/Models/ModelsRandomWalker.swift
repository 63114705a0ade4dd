import Language
import Models

/// `models.random_walker`.
struct ModelsRandomWalker: Command {
  static let name = "models.random_walker"
  static let summary =
    "Make the random walker: the chance that a walk from a pixel ends at a positive click."
  static let topic = CommandTopic.models
  static let examples = [Example("print(models.random_walker().name)", prints: "random_walker")]

  @Option("how strongly contrast slows the walk", in: 0...100_000) var beta = Double(
    RandomWalker().beta)

  func run(_ context: CommandContext) throws -> Value {
    var model = RandomWalker()
    model.beta = Float(beta)
    return .object(ModelObject(model))
  }
}
