public import Engine
public import Language

extension ScoreError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .fileAndFolder:
      Diagnostic(
        .value, "one path is a file and the other a folder",
        help: "score two files, or two folders whose files have the same names")
    case .nothingPaired(let predictions, let targets):
      Diagnostic(
        .input, "no picture in '\(predictions)' has the name of one in '\(targets)'",
        help: "endings do not matter; --suffix _k1 pairs cat_k1.png with cat.png")
    case .noPrediction(let targets):
      Diagnostic(
        .input,
        "'\(targets.first ?? "")' has no prediction"
          + (targets.count > 1 ? ", nor have \(targets.count - 1) other targets" : ""),
        help: "--skip-bad leaves them out and counts them")
    case .nothingScored(let pairs):
      Diagnostic(
        .input, "none of \(pairs) pairs of masks could be scored",
        help: "what is wrong with each is said above")
    case .sizesDiffer(let prediction, let found, let target, let expected):
      Diagnostic(
        .shape, "the mask '\(prediction)' is \(found) but its target '\(target)' is \(expected)")
    }
  }
}
