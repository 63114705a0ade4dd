public import Basics
import Clicking
public import Imaging
public import Models

extension InferenceLoop {
  /// The full inference: `steps` times the robot annotates and the model predicts.
  ///
  /// `observe` sees every step and may end the inference. It ends early, too, where the robot
  /// places no click: there is nothing left to correct.
  public func fullInference(
    image: Image, target: Mask, initialMask: Mask? = nil, steps: Int,
    prepared: any PreparedModel, key: RandomKey, others: (@Sendable () throws -> Mask?)? = nil,
    watch: inout Stopwatch<Stage>, observe: (InferenceStep) throws -> Continuation
  ) throws {
    // initialization
    var clickSequence = ClickSequence()
    var z = try initialState(image: image, target: target, mask: initialMask)
    var y = try initialPrediction(image: image, target: target, mask: initialMask)
    var mask = y.thresholded(above: threshold)

    // inference
    for k in 0..<steps {
      let turn = RobotTurn(
        prediction: mask, target: target, clicks: clickSequence, key: key.at(k), others: others,
        trial: trial(on: prepared, after: clickSequence, state: z, target: target))
      let clicks = try watch.time(.robot) { try inside(image.size, robot.clicks(for: turn)) }
      if clicks.isEmpty { return }
      clickSequence.append(clicks)
      (y, z) = try watch.time(.model) { try prepared.predict(seen(clickSequence), state: z) }
      mask = try thresholded(y, of: image.size)
      let step = InferenceStep(clicks: clickSequence, probability: y, mask: mask)
      if try observe(step) == .stop { return }
    }
  }
}
