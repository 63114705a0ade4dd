import Basics

/// A rate with two or three significant digits: `3.4/s`, `120/s`, or `2.5 s each` where it is slow.
func rateText(_ rate: Double) -> String {
  if rate < 1 { return durationText(1 / rate) + " each" }
  return rate.fixed(rate < 10 ? 1 : 0) + "/s"
}

/// A duration for people: `4.2 s`, `38 s`, `3 min 05 s`, `2 h 10 min`.
func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "a long time" }
  if seconds < 10 { return seconds.fixed(1) + " s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
  return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
