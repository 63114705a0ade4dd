import Clicking
import Language
import Models

/// How a script's function is called by the engine: as by the script, or on several threads at once.
struct ScriptCaller: Sendable {
  private let interpreter: Interpreter
  /// On several threads what the function captures is frozen; alone it may change it.
  private var isParallel = false

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func call(_ function: Value, _ arguments: [Value]) throws -> Value {
    isParallel
      ? try interpreter.callInParallel(function, arguments)
      : try interpreter.call(function, arguments)
  }

  /// The model as it is called by this many jobs at once; only a script's function makes a difference.
  static func prepared(_ model: any IISModel, jobs: Int) -> any IISModel {
    guard var script = model as? ScriptModel else { return model }
    script.caller.isParallel = jobs > 1
    return script
  }

  /// The robot as it is called by this many jobs at once, and the robots that it is made of.
  static func prepared(_ robot: any Robot, jobs: Int) -> any Robot {
    guard var script = robot as? ScriptRobot else {
      return robot.replacingParts { prepared($0, jobs: jobs) }
    }
    script.caller.isParallel = jobs > 1
    return script
  }
}
