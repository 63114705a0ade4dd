import Language
import Models

/// `models.geodesic`.
struct ModelsGeodesic: Command {
  static let name = "models.geodesic"
  static let summary =
    "Make the geodesic model: distances from the clicks through colours learnt from them."
  static let topic = CommandTopic.models
  static let examples = [Example("print(models.geodesic().name)", prints: "geodesic")]

  func run(_ context: CommandContext) throws -> Value { .object(ModelObject(Geodesic())) }
}
