import Clicking
import Imaging
import Language

/// A script's function as a robot: `f(y, target, clicks)`, or the seed's
/// `f(outputs, targets, n_points, pcs, ncs)`.
struct ScriptRobot: Robot {
  let name: String
  let function: Value
  var caller: ScriptCaller
  /// Whether the function has the seed's five parameters.
  let isSeedForm: Bool

  func clicks(for turn: RobotTurn) throws -> [Click] {
    let y = Value.object(MaskObject(turn.prediction))
    let target = Value.object(MaskObject(turn.target))
    let role = "the robot '\(name)'"
    guard isSeedForm else {
      let result = try caller.call(
        function, [y, target, ClickValues.value(of: turn.clicks)])
      return result.isNone ? [] : try checked(ClickValues.clicks(result, from: role), turn)
    }
    let (positives, negatives) = (signed(turn.clicks, true), signed(turn.clicks, false))
    let result = try caller.call(
      function, [y, target, .int(turn.count ?? 1), .list(positives), .list(negatives)])
    return try checked(newest(of: result, role), turn)
  }

  /// The clicks that a function of the seed's form appended: it returns both lists, one entry longer.
  private func newest(of result: Value, _ role: String) throws -> [Click] {
    guard let lists = result.asSequence, lists.count == 2 else {
      throw Diagnostic(
        .type, "\(role) must return (pcs, ncs), got \(result.typeName)")
    }
    let sequence = try ClickValues.sequence(
      positives: lists[0], negatives: lists[1], from: role)
    return sequence.interactions.last ?? []
  }

  /// Clicks outside the picture cannot be made; both coordinates negative may stand for no click, which
  /// the evaluation decides.
  private func checked(_ clicks: [Click], _ turn: RobotTurn) throws -> [Click] {
    for click in clicks where max(click.pixel.row, click.pixel.column) >= 0 {
      guard turn.target.size.contains(click.pixel) else {
        throw Diagnostic.outside(
          click, turn.target.size, "the robot '\(name)' clicked at \(click.pixel)")
      }
    }
    return clicks
  }

  private func signed(_ clicks: ClickSequence, _ isPositive: Bool) -> [Value] {
    clicks.interactions.map { interaction in
      .list(interaction.filter { $0.isPositive == isPositive }.map { .object(ClickObject($0)) })
    }
  }
}
