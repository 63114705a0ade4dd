import Clicking
public import Datasets
public import Engine
import Imaging
public import Language

extension DatasetError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty(let name):
      Diagnostic(
        .input, "'\(name)' holds no images",
        help: "images end in .jpg, .png, .tif, .bmp, .gif, .pgm, .ppm or .npy")
    case .unknownLayout(let folder, let found) where found.contains(where: FileName.isPicture):
      Diagnostic(
        .input, "'\(folder)' holds pictures, \(Self.listed(found)), and no masks of them",
        help: "open the folder around images and masks, or give both to datasets.folder; "
          + "'segue inspect' tells what masks hold")
    case .unknownLayout(let folder, let found):
      Diagnostic(
        .input, "'\(folder)' has none of the known layouts; it holds \(Self.listed(found))",
        help:
          "usual are images/ and masks/; 'help datasets.folder' tells how other names are given, "
          + "'segue help' lists the data sets whose own layouts are known")
    case .ambiguous(let folder, let choices):
      Diagnostic(
        .value, "'\(folder)' holds several data sets",
        help: "say which: " + choices.joined(separator: ", "))
    case .missingFile(let path, let dataset):
      Diagnostic(.input, "\(dataset) needs '\(path)', which is not there")
    case .unknownSplit(let split, let dataset, let folder, let known):
      Diagnostic(
        .value, "'\(folder)' has no part '\(split)' of \(dataset)",
        hint: Self.suggestion(split, known),
        help: known.isEmpty
          ? "no list of any part was found in it" : "there are " + Self.listed(known))
    case .noMask(let image, let folder, let expected, let near):
      Diagnostic(
        .input, "'\(image)' has no mask in '\(folder)'",
        hint: Self.suffixHint(FileName.stem(FileName.last(of: image)), near),
        help: "looked for " + expected.joined(separator: ", ") + " with any ending")
    case .sizesDiffer(let image, let imageSize, let mask, let maskSize):
      Diagnostic(
        .format, "the image '\(image)' is \(imageSize) but its mask '\(mask)' is \(maskSize)",
        help: imageSize.height == maskSize.width && imageSize.width == maskSize.height
          ? "an image turned by EXIF is stored as it was taken: --upright (upright=True) turns it; or save both upright"
          : "a mask has its image's height and width, to the pixel; look whether it is of another image, "
            + "or was resized")
    case .looksLikeLabels(let mask, let values):
      Diagnostic(
        .format,
        "the mask '\(mask)' would be all background: its values go from \(values.lowerBound) to \(values.upperBound), and object begins above 128",
        help: "small values are region ids; open the data set with rule=\"labels\"")
    case .unclear(let masks): masks.diagnostic
    case .badAnnotation(let file, let place, let detail):
      Diagnostic(.format, "'\(file)'\(place.isEmpty ? "" : ", \(place)"): \(detail)")
    case .notAnnotated(let file, let members):
      Diagnostic(
        .format,
        "'\(file)' annotates no image as COCO does; it holds "
          + (members.isEmpty ? "nothing" : Self.listed(members)),
        help:
          "each of its 'annotations' has a 'segmentation' (COCO, LVIS) or 'segments_info' (panoptic)"
      )
    case .unread(let file, let format):
      Diagnostic(.format, "'\(file)' is \(format.name), which is not read", help: format.way)
    case .boxesAlone(let file):
      Diagnostic(
        .format, "the labels in '\(file)' are boxes, and hold no outlines",
        help: "a line of YOLO's segmentation is a class and a polygon: 0 x1 y1 x2 y2 x3 y3 …")
    case .tooManyRegions(let sample, let limit):
      Diagnostic(.value, "the sample '\(sample)' has more than \(limit) regions")
    case .tooManyLayers(let sample, let limit):
      Diagnostic(
        .value, "more than \(limit) objects of the sample '\(sample)' lie on one another",
        help: "each takes a picture's memory; is an object annotated again and again?")
    case .sameID(let id, let dataset):
      Diagnostic(
        .value, "two samples of '\(dataset)' have the id '\(id)'",
        help: "ids name samples in results and must differ")
    case .ratioCount(let found, let parts):
      Diagnostic(
        .value, "the ratios are \(found), and the data sets \(parts)",
        help: "give one positive number a data set; their proportions count")
    case .badFractions(let numbers):
      Diagnostic(
        .value,
        "\(numbers.isEmpty ? "the weights" : "\(numbers)") cannot divide a data set",
        help:
          "one positive number a part is expected; fractions add up to at most 1, scores lie between 0 and 1"
      )
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

  /// What lies there instead of an image's mask, and the option that takes it.
  private static func suffixHint(_ stem: String, _ near: [String]) -> String? {
    guard let name = near.first else { return nil }
    let found = FileName.stem(name)
    guard found.hasPrefix(stem), found != stem else { return "there is '\(name)'" }
    let suffix = found.dropFirst(stem.count)
    return "there is '\(name)', which --suffix \(suffix) takes"
  }

  /// The first few names.
  private static func listed(_ names: [String]) -> String { ListText.some(names, 4) }
}

extension UnclearMasks: DiagnosticConvertible {
  /// What was found, and the readings that are possible.
  public var diagnostic: Diagnostic {
    let takers = advice.contains("--rule") || advice.contains("--background")
    return Diagnostic(
      .format, words,
      help: advice.isEmpty
        ? nil : advice + (takers ? "; open, datasets.folder and score take these" : ""))
  }
}

extension SampleError: DiagnosticConvertible {
  /// The sample, then what is wrong with it.
  public var diagnostic: Diagnostic {
    var diagnostic =
      reason as? Diagnostic ?? (reason as? any DiagnosticConvertible)?.diagnostic
      ?? Diagnostic(.value, "\(reason)")
    diagnostic.message = "sample '\(id)': \(diagnostic.message)"
    return diagnostic
  }
}

extension EngineError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .predictionSize(let model, let expected, let found):
      Diagnostic(
        .shape, "the model '\(model)' returned y of \(found) for an image of \(expected)")
    case .clickOutside(let robot, let click, let size):
      .outside(click, size, "the robot '\(robot)' clicked at \(click.pixel)")
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
