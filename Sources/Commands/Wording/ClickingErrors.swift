public import Clicking
import Datasets
public import Language

extension ClickingError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .sizesDiffer(let target, let prediction):
      Diagnostic(.shape, "the target is \(target) but the prediction is \(prediction)")
    case .othersDiffer(let target, let others):
      Diagnostic(.shape, "the target is \(target) but the other objects' mask is \(others)")
    case .needsModel(let robot):
      Diagnostic(
        .value, "the robot '\(robot)' tries its clicks out on a model, and there is none",
        help: "give it to evaluate, which has one")
    case .notRecorded(let sample, let recorded):
      Diagnostic(
        .key, "the recording has no sample '\(sample)' among its \(recorded.count)",
        hint: DatasetError.suggestion(sample, recorded),
        help: "samples are found by the ids that evaluate shows; robots.replay takes one as sample")
    case .recordedOutside(let sample, let click, let picture):
      Diagnostic(
        .value,
        "the click \(click) recorded for '\(sample)' lies outside the picture of \(picture)",
        help: "rows come first: [row, column, positive]")
    }
  }
}

extension ClickRecordingError: DiagnosticConvertible {
  /// The file, the place in it, and what should stand there.
  public var diagnostic: Diagnostic {
    switch self {
    case .noSamples(let path):
      Diagnostic(
        .format, "'\(path)' is no recording of clicks",
        help: "JSON has a list 'samples', 'rows' or 'instances' of objects with 'id' and 'clicks'; "
          + "CSV begins with the line sample,interaction,row,column,positive")
    case .notAClick(let path, let place, let found):
      Diagnostic(
        .format, "'\(path)', \(place): expected a click, found \(found)",
        help: "a click is [row, column, positive]; in CSV sample,interaction,row,column,positive")
    case .interactionGap(let path, let line, let expected, let found):
      Diagnostic(
        .format, "'\(path)', line \(line): interaction \(found) where \(expected) would be next",
        help: "a sample's interactions count up from 0, without gaps")
    case .sampleTwice(let path, let sample):
      Diagnostic(.format, "'\(path)' has the sample '\(sample)' twice")
    case .noSuchSet(let path, let sample, let set, let sets):
      Diagnostic(
        .key, "'\(path)' has no recording '\(set)' of the sample '\(sample)'",
        help: "there are " + sets.prefix(8).joined(separator: ", "))
    }
  }
}

extension EncodingError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .previousSize(let picture, let previous):
      Diagnostic(
        .shape, "the picture is \(picture) but the previous prediction is \(previous)")
    case .otherPlanes(let encoding, let expected, let size, let found):
      Diagnostic(
        .shape,
        "the encoding '\(encoding)' updates \(expected) planes of \(size), got \(found.count)"
          + (found.first.map { " of \($0)" } ?? ""),
        help: "give the planes that the same encoding made of the earlier clicks")
    }
  }
}
