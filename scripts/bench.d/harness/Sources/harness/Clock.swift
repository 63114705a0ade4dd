import Glibc

/// Seconds that one run of `body` takes, on the clock of the machine.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let spent = try clock.measure(body)
  return Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
}

/// Seconds a run, over as many runs as fit into `budget` seconds; two runs before them warm up.
func secondsPerRun(budget: Double, _ body: () throws -> Void) rethrows -> Double {
  for _ in 0..<2 { try body() }
  var (runs, total) = (0, 0.0)
  while total < budget {
    total += try seconds(body)
    runs += 1
  }
  return total / Double(runs)
}

/// The middle value, or the mean of the two middle ones; 0 of none.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard let last = sorted.indices.last else { return 0 }
  return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
}

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  let digits = String(Int((abs(value) * scale).rounded()))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = value < 0 ? "-" : ""
  return decimals == 0
    ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// What a clock of the system shows, in seconds.
func now(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
