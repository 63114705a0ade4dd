/// Percentiles as NumPy computes them.
enum Percentile {
  /// The value below which a share of the sorted values lies, interpolated linearly between two of
  /// them; `nil` where there are none.
  static func value(at share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = min(max(share, 0), 1) * Double(last)
    let low = Int(position)
    let fraction = position - Double(low)
    return sorted[low] + fraction * (sorted[min(low + 1, last)] - sorted[low])
  }
}
