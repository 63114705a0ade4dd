import Clicking
import Imaging
import Language
import Models
import Tensors

/// A script's function as a model: `f(image, z, clicks)` or `f(image, z, pcs, ncs)`.
///
/// It returns `(y, z)`, or `y` alone, and then `z` stays.
struct ScriptModel: IISModel {
  private static let key = "script"

  let name: String
  let function: Value
  var caller: ScriptCaller
  /// Whether the function takes the positive and the negative clicks apart.
  let takesSignsApart: Bool

  func prepare(_ image: Image) throws -> any PreparedModel {
    Prepared(model: self, image: image, value: .object(ImageObject(image)))
  }

  /// `z` begins as None, which a function may replace by whatever it likes.
  func initialState(image: Image, target: Mask) throws -> ModelState { Self.state(of: .none) }

  static func state(of value: Value) -> ModelState { ModelState(extra: [key: value]) }

  /// The script's own `z`, where the state is one of a script's model.
  static func value(of state: ModelState) -> Value? { state.extra[key] as? Value }

  struct Prepared: PreparedModel {
    let model: ScriptModel
    let image: Image
    let value: Value

    func predict(
      _ clicks: ClickSequence, state: ModelState
    ) throws -> (y: Plane, z: ModelState) {
      let z = ScriptModel.value(of: state) ?? .none
      let result = try model.caller.call(
        model.function, [value, z] + model.clickArguments(clicks))
      if let pair = result.asTuple?.items, pair.count == 2 {
        return (try plane(pair[0]), ScriptModel.state(of: pair[1]))
      }
      return (try plane(result), state)
    }

    private func plane(_ value: Value) throws -> Plane {
      let plane: Plane
      if let object = value.asObject(PlaneObject.self) {
        plane = object.plane
      } else if let mask = value.asObject(MaskObject.self)?.mask {
        plane = Plane(mask)
      } else if let tensor = value.asObject(TensorObject.self)?.tensor {
        plane = try self.plane(of: tensor)
      } else {
        throw Diagnostic(
          .type,
          "the model '\(model.name)' must return (y, z) or y, and y is a plane or a mask; got \(value.typeName)"
        )
      }
      guard plane.size == image.size else {
        throw Diagnostic(
          .shape,
          "the model '\(model.name)' returned y of \(plane.size) for an image of \(image.size)")
      }
      return plane
    }

    private func plane(of tensor: Tensor) throws -> Plane {
      do {
        return try TensorValues.plane(of: tensor)
      } catch var error as Diagnostic {
        error.message = "the model '\(model.name)' returned y: \(error.message)"
        throw error
      }
    }
  }

  private func clickArguments(_ clicks: ClickSequence) -> [Value] {
    guard takesSignsApart else { return [ClickValues.value(of: clicks)] }
    return [true, false].map { sign in
      .list(
        clicks.interactions.map { interaction in
          .list(interaction.filter { $0.isPositive == sign }.map { .object(ClickObject($0)) })
        })
    }
  }
}
