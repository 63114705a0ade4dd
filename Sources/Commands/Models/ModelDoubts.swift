import Language
import Models

/// Says where a model's answers may mean something else than they are taken for.
enum ModelDoubts {
  /// One line where the answers left 0 … 1 a little.
  static func note(
    _ model: any IISModel, overshoot: ClosedRange<Float>?, _ context: CommandContext
  ) throws {
    if let range = overshoot {
      try context.note(
        "the model '\(model.name)' answered from \(range.lowerBound) to \(range.upperBound), beyond 0 to 1, "
          + "and the mask is where it exceeds the threshold all the same; "
          + PredictionError.advice(range))
    }
    if let logits = (model as? NetworkModel)?.unsignedLogits {
      try context.note(
        "the output of the network '\(model.name)' went from \(logits.lowerBound) to \(logits.upperBound) "
          + "and was never negative, so that its sigmoid nowhere says background; "
          + "write activation=\"none\" if these are probabilities already")
    }
  }
}
