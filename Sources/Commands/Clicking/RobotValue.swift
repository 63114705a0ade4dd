import Clicking
import Imaging
import Language

/// A robot whose draws follow the session's seed.
func robotValue(_ robot: any Robot, _ context: CommandContext) -> Value {
  let session = context.session
  return .object(RobotObject(robot) { session.rootSeed })
}
