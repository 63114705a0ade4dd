/// What the numbers of a tensor stand for.
///
/// All are held as 32-bit floats; the kind says how they are read and printed, and what operators take.
enum ElementKind: String, Sendable {
  /// Numbers.
  case float32
  /// Whole numbers: positions, as `argmax` gives them.
  case int
  /// True and False, as comparisons give them.
  case bool
}
