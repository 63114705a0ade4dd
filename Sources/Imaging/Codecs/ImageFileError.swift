/// A file that cannot be used as a picture.
public struct ImageFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path, as the user wrote it.
  public var path: String
  /// What is wrong with its content.
  public var problem: ImageFormatError

  /// Records the problem of one file.
  public init(path: String, problem: ImageFormatError) {
    self.path = path
    self.problem = problem
  }

  /// The path, what was found, what was expected, and the way out.
  public var description: String { "\(path): \(problem)" }
}

/// What is wrong with bytes that should be a picture, or with a picture that should become bytes.
public enum ImageFormatError: Error, Hashable, Sendable {
  /// The bytes are something else.
  case notAPicture(FileContent)
  /// The file ends before the picture does.
  case truncated(ImageFormat)
  /// The content contradicts itself; `detail` says where.
  case corrupt(ImageFormat, detail: String)
  /// A valid file of a kind that is not read; `feature` names it.
  case unsupported(ImageFormat, feature: String)
  /// The numbers of the file are neither a mask's labels nor its probabilities; `detail` says what it holds.
  case meaningless(ImageFormat, detail: String)
  /// An array whose shape is not that of a picture.
  case noPictureShape([Int])
  /// The header states more pixels than the reader accepts.
  case tooLarge(Size, limit: Int)
  /// A picture of this size does not fit the format; `limit` is its longest side.
  case notEncodable(ImageFormat, Size, limit: Int)
  /// A file name whose ending names no format that is written.
  case unknownEnding(String)
  /// A mask was to be written as JPEG, which would change its samples.
  case lossy
  /// Memory for the work could not be had.
  case outOfMemory
  /// Ctrl-C came while a large picture was being read; paths turn it into `Interrupted`.
  case interrupted
}

extension ImageFormatError: CustomStringConvertible {
  /// What was found, what was expected, and the way out.
  public var description: String {
    switch self {
    case .notAPicture(let content):
      "not a picture: found \(content.words), expected JPEG, PNG, TIFF, GIF, BMP, PNM or a NumPy array"
        + content.advice
    case .truncated(let format):
      "the \(format.name) file ends before the picture does; copy or download it again"
    case .corrupt(let format, let detail):
      "the \(format.name) file is damaged (\(detail)); copy or download it again"
    case .unsupported(let format, let feature):
      "the \(format.name) file is of a kind that is not read (\(feature)); save it as PNG"
    case .meaningless(let format, let detail):
      "the \(format.name) file \(detail), which are neither labels (whole, from 0 to 65535) nor "
        + "probabilities (from 0 to 1); compare them with a threshold before they are saved"
    case .noPictureShape(let shape):
      "an array of shape (\(shape.map { "\($0)" }.joined(separator: ", "))) is no picture or mask: "
        + "expected (H, W), (1, H, W) or (H, W, C) with C of 1, 3 or 4; save one a file, channels last"
    case .tooLarge(let size, let limit):
      "the header states \(size) pixels, more than the limit of \(limit) in all; "
        + "raise the limit if the file is meant to be that large"
    case .notEncodable(let format, let size, let limit):
      "a picture of \(size) pixels cannot be written as \(format.name), "
        + "whose sides go from 1 to \(limit)"
    case .unknownEnding(let name):
      "the ending of '\(name)' names no format that is written; use .png, .jpg or .jpeg"
    case .lossy: "JPEG would change the samples of a mask; write it with the ending .png"
    case .outOfMemory: "there is not enough memory for the picture"
    case .interrupted: "interrupted"
    }
  }
}
