import Imaging

/// `geometry WHAT BUDGET THREADS HEIGHT WIDTH TARGET PREDICTION`: milliseconds of one run.
///
/// Both files hold one byte a pixel, 0 or 1. A click includes finding the wrong pixels.
func measureGeometry(_ arguments: [String]) throws {
  let numbers = arguments.dropFirst().prefix(4).compactMap(Double.init)
  guard arguments.count == 7, numbers.count == 4 else { return }
  let threads = Int(numbers[1])
  let size = Size(height: Int(numbers[2]), width: Int(numbers[3]))
  let target = Mask(size: size, codes: try contents(of: arguments[5]))
  let prediction = Mask(size: size, codes: try contents(of: arguments[6]))
  let spent = try secondsPerRun(budget: numbers[0]) {
    switch arguments[0] {
    case "distances": sink = Int(target.distances(threads: threads).values[0])
    case "components8": sink = Int(target.components(.eight).labels(threads: threads)[0])
    case "components4": sink = Int(target.components(.four).labels(threads: threads)[0])
    default:
      let errors = try ErrorMap(prediction: prediction, target: target)
      sink = errors.deepest()?.deepest.pixel.row ?? 0
    }
  }
  print(fixed(spent * 1000, 5))
}

/// Keeps results alive, so that no measured work can be left out.
nonisolated(unsafe) private var sink = 0
