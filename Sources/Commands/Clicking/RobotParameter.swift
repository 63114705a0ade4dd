import Clicking
import Language

/// A parameter that takes a robot: one of the catalogue by its name, a robot, or a script's function.
struct RobotParameter: ScriptConvertible {
  static let typeName = "robot"
  let robot: any Robot

  static func read(_ word: String, in context: CommandContext) throws -> RobotParameter {
    guard let entry = RobotCatalogue.entries.first(where: { $0.name == word }) else {
      throw ReadingFailure.mismatch
    }
    return RobotParameter(robot: entry.robot)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> RobotParameter {
    if let name = value.asString { return try read(name, in: context) }
    if let object = value.asObject(RobotObject.self) { return RobotParameter(robot: object.robot) }
    guard value.kind == .function || value.kind == .builtin else {
      throw ReadingFailure.mismatch
    }
    let function = FunctionShape(value)
    guard function.parameterCount.map({ $0 == 3 || $0 == 5 }) ?? true else {
      throw ReadingFailure.refused(
        "the function '\(function.name)' is not of a robot's form",
        help: "a robot is f(y, target, clicks) and returns a click or a list of clicks, "
          + "or f(outputs, targets, n_points, pcs, ncs) and returns (pcs, ncs)")
    }
    return RobotParameter(
      robot: ScriptRobot(
        name: function.name, function: value, caller: ScriptCaller(context.interpreter),
        isSeedForm: function.parameterCount == 5))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    RobotCatalogue.entries.map { Candidate($0.name, $0.summary) }
  }

  static func spelling(of value: RobotParameter) -> String { value.robot.name }
}
