import Basics
import Clicking
import Imaging

/// `clicks robot NAME BUDGET HEIGHT WIDTH TARGET PREDICTION`: milliseconds of one turn.
/// `clicks encoding NAME BUDGET HEIGHT WIDTH COUNT`: milliseconds for COUNT clicks of each sign.
///
/// Both files hold one byte a pixel, 0 or 1.
func measureClicks(_ arguments: [String]) throws {
  let numbers = arguments.dropFirst(2).prefix(3).compactMap(Double.init)
  guard arguments.count >= 6, numbers.count == 3 else { return }
  let (name, budget) = (arguments[1], numbers[0])
  let size = Size(height: Int(numbers[1]), width: Int(numbers[2]))
  let spent =
    arguments[0] == "robot"
    ? try secondsPerTurn(name, budget, size, Array(arguments.dropFirst(5)))
    : try secondsPerEncoding(name, budget, size, count: Int(arguments[5]) ?? 1)
  print(fixed(spent * 1000, 5))
}

private func secondsPerTurn(
  _ name: String, _ budget: Double, _ size: Size, _ paths: [String]
) throws -> Double {
  guard let entry = RobotCatalogue.entries.first(where: { $0.name == name }), paths.count == 2
  else { throw NoSuchMeasurement(name: name) }
  var turn = RobotTurn(
    prediction: Mask(size: size, codes: try contents(of: paths[1])),
    target: Mask(size: size, codes: try contents(of: paths[0])), clicks: ClickSequence(),
    key: RandomKey(root: 0, purpose: "bench"))
  return try secondsPerRun(budget: budget) {
    turn.key.interaction += 1
    sink = try entry.robot.clicks(for: turn).count
  }
}

private func secondsPerEncoding(
  _ name: String, _ budget: Double, _ size: Size, count: Int
) throws -> Double {
  guard let entry = EncodingCatalogue.entries.first(where: { $0.name == name }) else {
    throw NoSuchMeasurement(name: name)
  }
  var random = RandomKey(root: 0, purpose: "bench").generator()
  let clicks = (0..<2 * count).map { order in
    PlacedClick(
      row: Double(random.index(below: size.height)),
      column: Double(random.index(below: size.width)),
      isPositive: order < count, order: order)
  }
  let input = EncodingInput(clicks: clicks, size: size)
  return try secondsPerRun(budget: budget) {
    sink = Int(try entry.encoding.planes(of: input)[0].values[0])
  }
}

/// A robot or an encoding that is not in its catalogue.
struct NoSuchMeasurement: Error { var name: String }

/// Keeps results alive, so that no measured work can be left out.
nonisolated(unsafe) private var sink = 0
