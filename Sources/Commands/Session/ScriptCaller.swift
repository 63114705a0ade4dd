import Clicking
import Language
import Models

/// How a script's function is called by the engine: as by the script, or on several threads at once.
struct ScriptCaller: Sendable {
  private let interpreter: Interpreter
  /// On several threads what the function captures is frozen; alone it may change it.
  private var isParallel: Bool

  init(_ interpreter: Interpreter, isParallel: Bool = false) {
    self.interpreter = interpreter
    self.isParallel = isParallel
  }

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

  /// The robot as it is called by this many jobs at once.
  static func prepared(_ robot: any Robot, jobs: Int) -> any Robot {
    guard var script = robot as? ScriptRobot else { return robot }
    script.caller.isParallel = jobs > 1
    return script
  }
}
