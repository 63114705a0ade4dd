import Basics
import Clicking
import Datasets
import Imaging
import Language

/// A robot as a script holds it: `robot(y, target, clicks)` gives the next click, or a list of clicks.
final class RobotObject: ComposedObject, CallableObject, PreviewableObject {
  let robot: any Robot
  /// The session's seed at the time of a call.
  private let seed: @Sendable () -> UInt64

  init(_ robot: any Robot, seed: @escaping @Sendable () -> UInt64) {
    self.robot = robot
    self.seed = seed
  }

  var typeName: String { "robot" }
  var repr: String { "robot(\(robot.name))" }
  var members: [Member] { [Member("name", "the robot's name")] }

  func member(named name: String) throws -> Value? { name == "name" ? .string(robot.name) : nil }

  func preview(columns: Int) -> String {
    let parameters = StoredParameters(of: robot).text(columns: columns)
    return "robot \(robot.name)" + (parameters.isEmpty ? "" : "\n" + parameters)
  }

  func call(_ call: borrowing Call) throws -> Value {
    let arguments = call.rest
    let keywords = ["n_points", "others", "positives", "negatives"]
    guard arguments.count == 3, call.keywords.allSatisfy({ keywords.contains($0.name) }) else {
      throw Diagnostic(
        .type, "a robot takes (y, target, clicks) and n_points, got \(arguments.count) arguments",
        help: "by name: n_points, and for training others, positives, negatives")
    }
    let role = "the robot '\(robot.name)'"
    func keyword(_ name: String) -> Value? {
      call.keywords.first { $0.name == name }?.value
    }
    let count = try keyword("n_points").map { try Self.count($0) }
    guard let target = arguments[1].asObject(MaskObject.self)?.mask else {
      throw Diagnostic(.type, "\(role) takes a mask as target, got \(arguments[1].typeName)")
    }
    let clicks = try ClickValues.sequence(arguments[2], from: role)
    var turn = RobotTurn(
      prediction: try Self.prediction(arguments[0], role), target: target, clicks: clicks,
      key: key(target, interaction: clicks.interactions.count), count: count)
    if let others = try keyword("others").map({ try Self.masks($0, "others", role) })?.first {
      turn.others = { others }
    }
    turn.positives = try keyword("positives").map { try Self.masks($0, "positives", role) }
    turn.negatives = try keyword("negatives").map { try Self.masks($0, "negatives", role) } ?? []
    return ClickValues.value(of: try robot.clicks(for: turn))
  }

  /// A mask as it is; a probability map where it exceeds 0.5.
  private static func prediction(_ value: Value, _ role: String) throws -> Mask {
    if let mask = value.asObject(MaskObject.self)?.mask { return mask }
    if let plane = value.asObject(PlaneObject.self)?.plane { return plane.thresholded() }
    throw Diagnostic(
      .type, "\(role) takes a plane or a mask as prediction, got \(value.typeName)")
  }

  /// A mask, or a list of masks; None is no mask.
  private static func masks(_ value: Value, _ name: String, _ role: String) throws -> [Mask] {
    if value.isNone { return [] }
    let values = value.asObject(MaskObject.self) == nil ? value.asSequence ?? [value] : [value]
    return try values.map {
      guard let mask = $0.asObject(MaskObject.self)?.mask else {
        throw Diagnostic(.type, "\(role) takes masks as \(name), got \($0.typeName)")
      }
      return mask
    }
  }

  /// How many clicks the call asks for.
  private static func count(_ value: Value) throws -> Int {
    guard let count = value.asInt, count > 0 else {
      throw Diagnostic(.value, "n_points is a positive whole number")
    }
    return count
  }

  /// Draws depend on the target, not on which image a script happens to treat first.
  private func key(_ target: Mask, interaction: Int) -> RandomKey {
    RandomKey(
      root: seed(), purpose: "robots.\(robot.name)",
      sample: Fingerprint(id: "", target: target).description, interaction: interaction)
  }
}
