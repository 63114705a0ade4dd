public import Datasets
import Imaging
public import Language

extension TransformError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .cropTooLarge(let transform, let crop, let picture):
      Diagnostic(
        .shape, "\(transform) wants a crop of \(crop), but the picture is \(picture)",
        help:
          "put pad_if_needed(min_height=\(crop.height), min_width=\(crop.width)) before it")
    case .boxOutside(let transform, let box, let picture):
      Diagnostic(
        .shape,
        "\(transform) wants rows \(box.rows.lowerBound) to \(box.rows.upperBound) and columns "
          + "\(box.columns.lowerBound) to \(box.columns.upperBound) of a picture of \(picture)",
        help: "give x_min, y_min, x_max and y_max inside the picture")
    case .emptyPicture(let transform):
      Diagnostic(.shape, "\(transform) cannot enlarge a picture without pixels")
    case .sizesDiffer(let transform, let image, let mask):
      Diagnostic(
        .shape, "the transform '\(transform)' returned an image of \(image) and a mask of \(mask)",
        help: "move both alike")
    case .normalized(let transform):
      Diagnostic(
        .value, "\(transform) stands behind another normalisation",
        help: "keep one, as the last transform")
    case .badParameter(let transform, let name, let value, let range):
      Diagnostic(
        .value,
        "\(name) of \(transform) is \(Double.spelling(of: value)), and must be from "
          + "\(Double.spelling(of: range.lowerBound)) to \(Double.spelling(of: range.upperBound))")
    case .emptyRange(let transform, let name, let low, let high):
      Diagnostic(
        .value,
        "\(name) of \(transform) goes from \(Double.spelling(of: low)) to "
          + "\(Double.spelling(of: high)), which holds nothing",
        help: "write the smaller one first")
    case .nothingToChoose(let transform):
      Diagnostic(
        .value, "\(transform) has no transform with a p above 0 to choose from",
        help: "give it a list of transforms")
    }
  }
}
