internal import Basics
internal import Datasets
public import Imaging

/// Which predicted mask file belongs to which target file.
public struct MaskPairing: Sendable {
  /// Two files of one mask.
  public struct Pair: Hashable, Sendable {
    /// The target's path in its folder without its ending.
    public var id: String
    /// The predicted mask's file.
    public var prediction: String
    /// The target's file.
    public var target: String
  }

  /// The pairs in the order of the targets' names.
  public private(set) var pairs: [Pair] = []
  /// The target files without a prediction.
  public private(set) var missing: [String] = []
  /// How many files of the folder of predictions belong to no target.
  public private(set) var unusedCount = 0

  /// Two files make a pair. Of two folders the files of one name do, in the folder or in the same folder below it and
  /// whatever their endings, where a prediction's name may have `suffix` behind it.
  ///
  /// - Throws: `SystemError` where a folder cannot be listed, ``ScoreError/fileAndFolder`` for a file
  ///   and a folder, and ``ScoreError/nothingPaired(predictions:targets:)``.
  public init(predictions: String, targets: String, suffix: String = "") throws {
    let areFolders = [predictions, targets].map { Files.kind(of: $0) == .folder }
    switch (areFolders[0], areFolders[1]) {
    case (false, false):
      pairs = [
        Pair(
          id: FileName.stem(FileName.last(of: targets)), prediction: predictions, target: targets)
      ]
    case (true, true): try pairFolders(predictions, targets, suffix)
    default: throw ScoreError.fileAndFolder
    }
  }

  private mutating func pairFolders(
    _ predictions: String, _ targets: String, _ suffix: String
  ) throws {
    let names = try Self.masks(in: predictions)
    let byStem = Dictionary(names.map { (FileName.stem($0), $0) }) { first, _ in first }
    for name in try Self.masks(in: targets) {
      let stem = FileName.stem(name)
      if let prediction = byStem[stem + suffix] {
        pairs.append(
          Pair(
            id: stem, prediction: "\(predictions)/\(prediction)", target: "\(targets)/\(name)"))
      } else {
        missing.append("\(targets)/\(name)")
      }
    }
    unusedCount = names.count - pairs.count
    guard !pairs.isEmpty else {
      throw ScoreError.nothingPaired(predictions: predictions, targets: targets)
    }
  }
}

extension MaskPairing {
  /// How far folders are followed into each other.
  private static let depth = 16

  /// The masks in a folder and in those below it, by their paths from there.
  private static func masks(in folder: String, below: String = "", level: Int = 0) throws
    -> [String]
  {
    var found: [String] = []
    for name in try Files.list(below.isEmpty ? folder : "\(folder)/\(below)") {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      if FileName.isMask(name) {
        found.append(path)
      } else if level < depth, Files.kind(of: "\(folder)/\(path)") == .folder {
        found += try masks(in: folder, below: path, level: level + 1)
      }
    }
    return found
  }
}

/// What scoring refuses, as facts.
public enum ScoreError: Error, Equatable {
  /// One of the two paths is a file and the other a folder.
  case fileAndFolder
  /// No file of one folder has the name of one of the other.
  case nothingPaired(predictions: String, targets: String)
  /// Targets have no prediction.
  case noPrediction(targets: [String])
  /// None of the pairs could be used.
  case nothingScored(pairs: Int)
  /// A predicted mask and its target have different sizes.
  case sizesDiffer(prediction: String, found: Size, target: String, expected: Size)
}
