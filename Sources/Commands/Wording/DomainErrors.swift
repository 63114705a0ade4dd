public import Datasets
public import Engine
public import Language

extension DatasetError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty(let name):
      Diagnostic(.input, "'\(name)' holds no images", help: "images end in .jpg, .png or .bmp")
    case .unknownLayout(let folder, let found):
      Diagnostic(
        .input, "'\(folder)' has none of the known layouts; it holds \(Self.listed(found))",
        help: "known are "
          + DatasetFolder.Layout.allCases.map {
            "\($0.rawValue): \($0.subfolders.images)/ and \($0.subfolders.masks)/"
          }.joined(separator: "; "))
    case .noMask(let image, let folder, let expected):
      Diagnostic(
        .input, "'\(image)' has no mask in '\(folder)'",
        help: "looked for " + expected.joined(separator: ", ") + " with any ending")
    case .sizesDiffer(let image, let imageSize, let mask, let maskSize):
      Diagnostic(
        .format, "the image '\(image)' is \(imageSize) but its mask '\(mask)' is \(maskSize)",
        help: "an image turned by EXIF is stored as it was taken; save both upright")
    case .notSuitedForEvaluation(let name):
      Diagnostic(
        .value, "the data set '\(name)' leaves open which regions are the targets",
        help: "an evaluation needs binary masks, one an object")
    case .noSuchLayer(let sample, let layer, let count):
      Diagnostic(.index, "the sample '\(sample)' has \(count) layers, and no layer \(layer)")
    case .noSuchSample(let id, let dataset, let nearest):
      Diagnostic(
        .key, "'\(dataset)' has no sample '\(id)'", hint: Self.suggestion(id, nearest))
    case .badParameter(let name, let value, let range):
      Diagnostic(
        .value, "\(name) is \(value), and must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  static func suggestion(_ name: String, _ names: [String]) -> String? {
    Suggestions.nearest(to: name, among: names).first.map { "did you mean '\($0)'?" }
  }

  /// The first few names.
  private static func listed(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ")
      + (names.count > 4 ? " and \(names.count - 4) more" : "")
  }
}

extension EngineError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .predictionSize(let model, let expected, let found):
      Diagnostic(
        .shape, "the model '\(model)' returned y of \(found) for an image of \(expected)")
    case .notReproducible(let object, let step):
      Diagnostic(
        .value,
        "step \(step) of '\(object)' cannot be shown: the model gave another mask this time",
        help: "a model that is evaluated must be a function of image, state and clicks alone")
    case .badOption(let name, let value, let range):
      Diagnostic(
        .value,
        "\(name) is \(value), and must be from \(range.lowerBound) to \(range.upperBound)")
    case .targetsDiffer(let object):
      Diagnostic(
        .value, "the results have different targets for '\(object)'",
        help: "copies of a data set differ in their masks: compare results of the same copy")
    case .nothingToCompare:
      Diagnostic(.value, "the results have no object in common", help: "objects are paired by id")
    case .noSuchObject(let id, let nearest):
      Diagnostic(
        .key, "the result has no object '\(id)'", hint: DatasetError.suggestion(id, nearest))
    }
  }
}
