import Language
import Models

/// `models.graph_cut`.
struct ModelsGraphCut: Command {
  static let name = "models.graph_cut"
  static let summary =
    "Make the graph cut model: the minimum cut between clicks and colours learnt from them."
  static let topic = CommandTopic.models
  static let examples = [
    Example("print(models.graph_cut(components=3).name)", prints: "graph_cut")
  ]

  @Option("the weight of the boundary, in nats an edge", in: 0...1000)
  var smoothness = Double(GraphCut().smoothness)
  @Option("how many Gaussians each colour mixture has", in: 1...16) var components = GraphCut()
    .components
  @Option("the most refits of the colours after each click", in: 0...100) var refits = GraphCut()
    .refits

  func run(_ context: CommandContext) throws -> Value {
    var model = GraphCut()
    model.smoothness = Float(smoothness)
    model.components = components
    model.refits = refits
    return .object(ModelObject(model))
  }
}
