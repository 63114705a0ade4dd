import Basics
import Clicking
import Datasets
import Imaging
import Language

/// A robot as a script holds it: `robot(y, target, clicks)` gives the next click, or a list of clicks.
final class RobotObject: ScriptObject, CallableObject, PreviewableObject {
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
    guard arguments.count == 3, call.keywords.allSatisfy({ $0.name == "n_points" }) else {
      throw Diagnostic(
        .type, "a robot takes (y, target, clicks) and n_points, got \(arguments.count) arguments")
    }
    let role = "the robot '\(robot.name)'"
    let count = try call.keywords.first.map { try Self.count($0.value) }
    guard let target = arguments[1].asObject(MaskObject.self)?.mask else {
      throw Diagnostic(.type, "\(role) takes a mask as target, got \(arguments[1].typeName)")
    }
    let clicks = try ClickValues.sequence(arguments[2], from: role)
    let turn = RobotTurn(
      prediction: try Self.prediction(arguments[0], role), target: target, clicks: clicks,
      key: key(target, interaction: clicks.interactions.count), count: count)
    return ClickValues.value(of: try robot.clicks(for: turn))
  }

  /// A mask as it is; a probability map where it exceeds 0.5.
  private static func prediction(_ value: Value, _ role: String) throws -> Mask {
    if let mask = value.asObject(MaskObject.self)?.mask { return mask }
    if let plane = value.asObject(PlaneObject.self)?.plane { return plane.thresholded() }
    throw Diagnostic(
      .type, "\(role) takes a plane or a mask as prediction, got \(value.typeName)")
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
