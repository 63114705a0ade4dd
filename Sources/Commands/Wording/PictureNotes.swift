import Datasets
import Imaging
import Language

extension CommandContext {
  /// Says what the pictures of a data set carry that is not heeded: turns, more than 8 bits, further pages.
  func note(picturesOf dataset: any SegDataset) throws {
    let remarks = PictureRemarks(of: dataset)
    func share(_ paths: [String]) -> String {
      "\(dataset.name): \(paths.count) of \(remarks.looked) pictures looked at ('\(FileName.last(of: paths[0]))'"
        + (paths.count > 1 ? ", …)" : ")")
    }
    if !remarks.turned.isEmpty {
      try note(
        "\(share(remarks.turned)) are to be turned, by their EXIF or TIFF tag, and are read as stored; are the masks drawn "
          + "over the turned picture, open with upright=True (--upright), as OpenCV reads it")
    }
    if !remarks.deep.isEmpty {
      try note(
        "\(share(remarks.deep)) have more than 8 bits: in each black is 0 and white the least 2ⁿ − 1 above its largest "
          + "sample; window=\"0..4095\" (--window 0..4095) fixes both for all")
    }
    if !remarks.paged.isEmpty {
      try note("\(share(remarks.paged)) hold several pages, of which the first is read")
    }
  }

  /// Says how a picture was read, where its file leaves a choice.
  func note(_ facts: PictureFacts, of path: String, _ options: ImageReadOptions) throws {
    if facts.orientation != .upright, !options.appliesOrientation {
      try note(
        "\(path) is to be \(facts.orientation.words), and is read as stored; --upright turns it")
    }
    if let window = facts.window, options.window == nil, window != SampleWindow(low: 0, high: 255) {
      try note(
        "\(path): black is \(Double.spelling(of: window.low)) and white \(Double.spelling(of: window.high)); "
          + "--window low..high says otherwise")
    }
    if facts.pages > 1 { try note("\(path) holds several pages, of which the first is read") }
  }
}

extension Orientation {
  /// What is done to a stored picture to see it, as the end of a sentence.
  var words: String {
    switch self {
    case .upright: "left as it is"
    case .mirrored: "mirrored"
    case .rotated180: "turned by 180°"
    case .flipped: "turned upside down by a mirror"
    case .transposed: "turned by 90° and mirrored"
    case .rotated90: "turned clockwise by 90°"
    case .transversed: "turned by 270° and mirrored"
    case .rotated270: "turned counterclockwise by 90°"
    }
  }
}
