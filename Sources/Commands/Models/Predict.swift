import Clicking
import Imaging
import Language
import Models

/// `predict`: one call of a model.
struct Predict: Command {
  static let name = "predict"
  static let summary = "Let a model segment an image by clicks."
  static let discussion = """
    The clicks are given to the model one interaction after the other, as if they had been made so; \
    without clicks it is called once. The result is the probability of the object at each pixel. \
    A click outside the picture is an error, and so is an answer that holds no probabilities. \
    For a loop of your own call the model: y, z = net(image, z, clicks).
    """
  static let topic = CommandTopic.models
  static let examples = [
    Example(
      "s = datasets.synthetic(count=1, size=\"48x64\")[0]\ny = predict(\"geodesic\", s, [robots.center()(~s.target, s.target, [])])\nprint(y)",
      prints: "plane(48×64)")
  ]

  @Argument("what predicts") var model: ModelParameter
  @Argument("the image, or a sample") var image: ImageParameter
  @Argument("a list with one entry an interaction: a click, or a list of clicks") var clicks: Value

  func run(_ context: CommandContext) throws -> Value {
    let sequence = try ClickValues.sequence(clicks, from: "predict")
    let image = image.object.image
    try ClickValues.check(sequence.all, inside: image.size, of: "predict")
    let prepared = try model.model.prepare(image)
    let empty = Mask(size: image.size)
    var z = try model.model.initialState(image: image, target: empty)
    var y = try model.model.initialPrediction(image: image, target: empty)
    if sequence.interactions.isEmpty { (y, z) = try prepared.predict(sequence, state: z) }
    for end in sequence.interactions.indices {
      let soFar = ClickSequence(Array(sequence.interactions[...end]))
      (y, z) = try prepared.predict(soFar, state: z)
    }
    let overshoot = try y.checkProbabilities(of: model.model.name)
    try ModelDoubts.note(model.model, overshoot: overshoot, context)
    return .object(PlaneObject(y))
  }
}
