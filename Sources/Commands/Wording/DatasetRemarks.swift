import Datasets

extension DatasetRemark {
  /// The fact in a line, with its way out where there is one.
  var words: String {
    switch self {
    case .masksWithoutImage(let names): Self.counted(names, "mask", "without an image")
    case .imagesSharingMask(let names):
      Self.counted(names, "name", "of several images, which share a mask")
    case .foldersPassedOver(let names, let pictures):
      "\(pictures) picture\(pictures == 1 ? "" : "s") passed over in \(ListText.some(names)): "
        + "no folder of this name beside them"
    case .matchedByCase(let names):
      Self.counted(names, "image", "whose mask differs in the case of its name")
    case .namesTakenBy(let rule): "no mask has its image's name; taken by the rule \(rule)"
    case .partsJoined(let parts):
      "joined the parts \(parts.joined(separator: ", ")); split= of datasets.folder takes one"
    case .annotationsOfNoImage(let ids):
      Self.counted(ids, "annotation", "left out: no such image is listed")
    case .annotationsWithoutOutline(let ids):
      Self.counted(ids, "annotation", "left out: no segmentation")
    case .annotationsOfFewCorners(let ids):
      Self.counted(ids, "annotation", "left out: fewer than three corners")
    case .annotationsOfOddCoordinates(let ids):
      Self.counted(ids, "annotation", "left out: an odd number of coordinates")
    case .annotationsPartlyDrawn(let ids):
      Self.counted(ids, "annotation", "of which a polygon lacks corners or a coordinate")
    case .imagesWithoutObjects(let names):
      Self.counted(
        names, "image", "left out: nothing is annotated in it",
        "left out: nothing is annotated in them")
    case .imagesNotThere(let names):
      Self.counted(names, "annotated image", "left out: no such file")
    case .furtherChannels(let count):
      "\(count) picture\(count == 1 ? "" : "s") left out: further channels of their images"
    }
  }

  /// How many there are of a thing, what is the matter, and which they are.
  private static func counted(
    _ names: [String], _ noun: String, _ matter: String, _ matterOfMany: String? = nil
  ) -> String {
    let isOne = names.count == 1
    return "\(names.count) \(noun)\(isOne ? "" : "s") \(isOne ? matter : matterOfMany ?? matter): "
      + ListText.some(names)
  }
}
