import Clicking
import Imaging
import Language
import Models
import Synchronization

/// A model as a script holds it: `net(image, z, clicks)` or `net(image, z, pcs, ncs)` gives `(y, z)`.
final class ModelObject: ComposedObject, CallableObject, PreviewableObject {
  let model: any IISModel
  /// The image that was prepared last: a loop over clicks prepares once. It is kept as a value,
  /// because a script may change the pixels of its object; to compare it costs nothing until then.
  private let prepared = Mutex<(image: Image, model: any PreparedModel)?>(nil)

  init(_ model: any IISModel) { self.model = model }

  var typeName: String { "model" }
  var repr: String { "model(\(model.name))" }
  var members: [Member] {
    [
      Member("name", "the model's name"),
      Member("parameters", "what the model was made with, a record"),
      Member("initialize_z", "initialize_z(image, target): the state before the first click"),
      Member("initialize_y", "initialize_y(image, target): the prediction before the first click"),
    ] + (model is any NetworkHolding ? NetworkMembers.list : [])
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": return .string(model.name)
    case "parameters":
      return .record(
        StoredParameters(of: model).list.map { ($0.name, $0.value) }, type: "parameters")
    case "initialize_z":
      return .function(name, "image, target", "the state before the first click") { [model] call in
        let (image, target) = try Self.pair(call[0], call[1], of: name)
        let z = try model.initialState(image: image, target: target)
        return ScriptModel.value(of: z) ?? .object(StateObject(z))
      }
    case "initialize_y":
      return .function(name, "image, target", "the prediction before the first click") {
        [model] call in
        let (image, target) = try Self.pair(call[0], call[1], of: name)
        return .object(PlaneObject(try model.initialPrediction(image: image, target: target)))
      }
    default: return (model as? any NetworkHolding).flatMap { NetworkMembers.value(name, of: $0) }
    }
  }

  func preview(columns: Int) -> String {
    let parameters = StoredParameters(of: model).text(columns: columns)
    return "model \(model.name)" + (parameters.isEmpty ? "" : "\n" + parameters)
  }

  func call(_ call: borrowing Call) throws -> Value {
    let arguments = call.rest
    guard (3...4).contains(arguments.count), call.keywords.isEmpty else {
      throw Diagnostic(
        .type,
        "a model takes (image, z, clicks) or (image, z, pcs, ncs), got \(arguments.count) arguments"
      )
    }
    guard let image = arguments[0].asObject(ImageObject.self) else {
      throw Diagnostic(.type, "a model's first argument is an image, got \(arguments[0].typeName)")
    }
    let role = "the model '\(model.name)'"
    let clicks =
      arguments.count == 3
      ? try ClickValues.sequence(arguments[2], from: role)
      : try ClickValues.sequence(positives: arguments[2], negatives: arguments[3], from: role)
    try ClickValues.check(clicks.all, inside: image.image.size, of: role)
    let (y, z) = try preparedModel(for: image.image).predict(
      clicks, state: try Self.state(arguments[1], of: role))
    try y.checkProbabilities(of: model.name)
    return .tuple([.object(PlaneObject(y)), ScriptModel.value(of: z) ?? .object(StateObject(z))])
  }

  /// The state that a script's value stands for; `None` is an empty one.
  private static func state(_ value: Value, of role: String) throws -> ModelState {
    if value.isNone { return ModelState() }
    if let object = value.asObject(StateObject.self) { return object.state }
    return ScriptModel.state(of: value)
  }

  private func preparedModel(for image: Image) throws -> any PreparedModel {
    if let last = prepared.withLock({ $0 }), last.image == image { return last.model }
    let fresh = try model.prepare(image)
    prepared.withLock { $0 = (image, fresh) }
    return fresh
  }

  private static func pair(_ image: Value, _ target: Value, of name: String) throws -> (Image, Mask)
  {
    guard let image = image.asObject(ImageObject.self)?.image else {
      throw Diagnostic(.type, "\(name) takes an image first, got \(image.typeName)")
    }
    if target.isNone { return (image, Mask(size: image.size)) }
    guard let target = target.asObject(MaskObject.self)?.mask else {
      throw Diagnostic(.type, "\(name) takes a mask as target, got \(target.typeName)")
    }
    return (image, target)
  }
}
