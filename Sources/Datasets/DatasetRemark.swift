/// What a data set has left out of its files, or taken otherwise than they say, as facts: nobody asked
/// for it, so whoever opens the data set is told.
public enum DatasetRemark: Hashable, Sendable {
  /// Mask files that belong to no image.
  case masksWithoutImage([String])
  /// Images that differ in nothing but their ending, so that one mask serves several.
  case imagesSharingMask([String])
  /// Folders below those of images or masks that have no counterpart, with how many pictures they hold.
  case foldersPassedOver([String], pictures: Int)
  /// Images whose masks differ from them in the case of letters.
  case matchedByCase([String])
  /// No mask is named as its image, but all are by this rule: `<name>.jpg` and `<name>_mask.png`.
  case namesTakenBy(rule: String)
  /// The parts that were joined: `train (5)`, `val (5)`.
  case partsJoined([String])
  /// Annotations of images that the file does not list.
  case annotationsOfNoImage([String])
  /// Annotations without any outline.
  case annotationsWithoutOutline([String])
  /// Annotations whose polygons all have fewer than three corners.
  case annotationsOfFewCorners([String])
  /// Annotations whose polygons lack a coordinate.
  case annotationsOfOddCoordinates([String])
  /// Annotations of several polygons, one of which lacks corners or a coordinate.
  case annotationsPartlyDrawn([String])
  /// Images that nothing is annotated in.
  case imagesWithoutObjects([String])
  /// Annotated images whose files are not there.
  case imagesNotThere([String])
  /// Pictures that are the second, third … channel of an image in several files.
  case furtherChannels(Int)

  /// The files or annotations that are meant.
  public var names: [String] {
    switch self {
    case .masksWithoutImage(let names), .imagesSharingMask(let names),
      .foldersPassedOver(let names, _), .matchedByCase(let names), .partsJoined(let names),
      .annotationsOfNoImage(let names), .annotationsWithoutOutline(let names),
      .annotationsOfFewCorners(let names), .annotationsOfOddCoordinates(let names),
      .annotationsPartlyDrawn(let names),
      .imagesWithoutObjects(let names), .imagesNotThere(let names):
      names
    case .namesTakenBy(let rule): [rule]
    case .furtherChannels: []
    }
  }
}
