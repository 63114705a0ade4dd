public import Clicking
public import Imaging

/// An interactive segmentation model: `(y, z) = f(x, z, clicks)`.
///
/// The costly step and the cheap one are separate: ``prepare(_:)`` once an image, then
/// ``PreparedModel/predict(_:state:)`` once a click. A model is a value or immutable; all that
/// changes from click to click is in the state `z`.
public protocol IISModel: Sendable {
  /// The name by which scripts and results know it, for example `geodesic`.
  var name: String { get }

  /// Does everything that depends on the image alone.
  func prepare(_ image: Image) throws -> any PreparedModel

  /// The state before the first click: `initialize_z(image, target)` of the pseudocode.
  func initialState(image: Image, target: Mask) throws -> ModelState

  /// The prediction before the first click: `initialize_y(image, target)` of the pseudocode.
  func initialPrediction(image: Image, target: Mask) throws -> Plane
}

extension IISModel {
  /// The previous prediction, which is zero everywhere.
  public func initialState(image: Image, target: Mask) throws -> ModelState {
    ModelState(previous: Plane(size: image.size))
  }

  /// Zero everywhere.
  public func initialPrediction(image: Image, target: Mask) throws -> Plane {
    Plane(size: image.size)
  }
}

/// A model that has seen its image.
public protocol PreparedModel: Sendable {
  /// The next candidate after the clicks so far.
  ///
  /// - Parameters:
  ///   - clicks: all clicks, interaction by interaction, the newest last.
  ///   - state: what the last call returned, or the model's initial state.
  /// - Returns: `y`, the probability of the object at each pixel in [0, 1], of the image's size; and the new state.
  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState)
}

/// What a model carries from click to click: the seed's `z`.
public struct ModelState: Sendable {
  /// The previous prediction, for models that look at it: `z["prev_output"]`.
  public var previous: Plane?
  /// Whatever else a model keeps, by name; a script's model keeps its own `z` here.
  public var extra: [String: any Sendable]

  /// Creates a state.
  public init(previous: Plane? = nil, extra: [String: any Sendable] = [:]) {
    self.previous = previous
    self.extra = extra
  }
}
