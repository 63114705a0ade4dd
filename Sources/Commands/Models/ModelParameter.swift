import Language
import Models

/// A parameter that takes a model: one of the catalogue by its name, a model, or a script's function.
struct ModelParameter: ScriptConvertible {
  static let typeName = "model"
  static let paths: PathKind? = .file(extensions: ["onnx"])
  let model: any IISModel

  static func read(_ word: String, in context: CommandContext) throws -> ModelParameter {
    if word.hasSuffix(".onnx") {
      return ModelParameter(
        model: try ONNXNetwork(ONNXPath.read(word, in: context).path).imageModel())
    }
    guard let entry = ModelCatalogue.entries.first(where: { $0.name == word }) else {
      throw ReadingFailure.mismatch
    }
    return ModelParameter(model: entry.make())
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> ModelParameter {
    if let object = value.asObject(ModelObject.self) { return ModelParameter(model: object.model) }
    if let name = value.asString { return try read(name, in: context) }
    guard value.kind == .function || value.kind == .builtin else {
      throw ReadingFailure.mismatch
    }
    let function = FunctionShape(value)
    guard function.parameterCount.map({ (3...4).contains($0) }) ?? true else {
      throw ReadingFailure.refused(
        "the function '\(function.name)' is not of a model's form",
        help: "a model is f(image, z, clicks) or f(image, z, pcs, ncs), and returns (y, z) or y")
    }
    return ModelParameter(
      model: ScriptModel(
        name: function.name, function: value, caller: ScriptCaller(context.interpreter),
        takesSignsApart: function.parameterCount == 4))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    ModelCatalogue.entries.map { Candidate($0.name, $0.summary) }
  }

  static func spelling(of value: ModelParameter) -> String { value.model.name }
}

/// The models that have a name of their own.
enum ModelCatalogue {
  struct Entry: Sendable {
    let name: String
    let summary: String
    let make: @Sendable () -> any IISModel
  }

  static let entries = [
    Entry(name: "geodesic", summary: "geodesic distances with colour models from the clicks") {
      Geodesic()
    },
    Entry(name: "graph_cut", summary: "minimum cut with colour mixtures from the clicks") {
      GraphCut()
    },
    Entry(name: "random_walker", summary: "random walks that end at the clicks") {
      RandomWalker()
    },
  ]
}
