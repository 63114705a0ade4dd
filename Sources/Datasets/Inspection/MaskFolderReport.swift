import Basics
public import Imaging

/// What the files of a folder of masks hold: values, sizes, kinds of file, and what that means.
///
/// "My mask is black" is the first question of the field: region ids 0 … 3 are nearly black in a viewer, and
/// all background under the rule of black and white.
public struct MaskFolderReport: Sendable {
  /// How a file stores its samples.
  public struct Kind: Hashable, Sendable {
    /// Channels, from 1 to 4.
    public let channels: Int
    /// Bits of a sample.
    public let bitDepth: Int
    /// Whether samples are indices into a palette.
    public let isIndexed: Bool
  }

  /// How often a value of the first channel occurs.
  public struct Occurrence: Hashable, Sendable {
    /// How many pixels have it.
    public var pixels = 0
    /// How many files have such a pixel.
    public var files = 0
  }

  /// The folder.
  public let folder: String
  /// How many pictures were read.
  public private(set) var count = 0
  /// The values of the first channel.
  public private(set) var values: [UInt16: Occurrence] = [:]
  /// The kinds of file, and how many are of each.
  public private(set) var kinds: [Kind: Int] = [:]
  /// The sizes, and how many files have each.
  public private(set) var sizes: [Size: Int] = [:]
  /// The files in which every sample is 0.
  public private(set) var empty: [String] = []
  /// The files that could not be read, with their errors.
  public private(set) var failures: [(name: String, error: any Error)] = []
  /// Pictures whose names differ in nothing but their ending.
  public let ambiguousStems: [String]
  /// How the masks fit the images beside the folder; `nil` where there are none.
  public let pairs: PairReport?
  /// What identifies the files that were read, by their names and samples.
  public var fingerprint: Fingerprint { Fingerprint(fingerprints) }
  private var fingerprints: [Fingerprint] = []
  private var evidence: [MaskFileEvidence] = []
  /// The most files whose meaning is looked at.
  private static let mostFiles = 512

  /// Reads every picture of a folder.
  ///
  /// - Parameter progress: called after each file.
  /// - Throws: `SystemError` where the folder cannot be listed, ``DatasetError/empty(name:)``. A file that cannot be read is
  ///   one of the ``failures``.
  public init(_ folder: String, progress: () throws -> Void = {}) throws {
    let names = try Files.list(folder).filter(FileName.isPicture)
    guard !names.isEmpty else { throw DatasetError.empty(name: folder) }
    self.folder = folder
    ambiguousStems = FileName.ambiguousStems(names)
    pairs = try Self.pairs(of: folder)
    for name in names {
      try Cancellation.check()
      do { try add(ImageFile.readRaster("\(folder)/\(name)"), name) } catch {
        if error is Cancellation.Interrupted { throw error }
        failures.append((name, error))
      }
      try progress()
    }
  }

  /// The images beside the folder, where it is the masks' folder of a data set.
  private static func pairs(of folder: String) throws -> PairReport? {
    let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let around = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard let pair = try FolderDataset.pairFolders(in: around),
      FileName.last(of: pair.masks) == FileName.last(of: path)
    else { return nil }
    return try PairReport(images: pair.images, masks: path)
  }

  private mutating func add(_ raster: Raster, _ name: String) throws {
    count += 1
    if evidence.count < Self.mostFiles {
      let isLossy = try MaskFileEvidence.isLossy("\(folder)/\(name)")
      evidence.append(MaskFileEvidence(raster, name: name, isLossy: isLossy))
    }
    fingerprints.append(Fingerprint(id: FileName.stem(name), raster: raster))
    sizes[raster.size, default: 0] += 1
    kinds[Kind(raster), default: 0] += 1
    let areas = raster.firstChannelCounts
    for (value, pixels) in areas {
      values[value, default: Occurrence()].pixels += pixels
      values[value, default: Occurrence()].files += 1
    }
    if areas.count == 1, areas[0].value == 0 { empty.append(name) }
  }
}

extension MaskFolderReport {
  /// What the values mean, and what to do, in sentences.
  public var advice: [String] {
    var lines = MaskMeaning.words(evidence)
    if kinds.count > 1 {
      lines.append("the files are of \(kinds.count) kinds")
    }
    if !empty.isEmpty {
      lines.append("\(empty.count) of \(count) files are all 0: nothing is annotated there")
    }
    return lines
  }
}

/// What one mask file holds.
public struct MaskFileReport: Sendable {
  /// How it stores its samples.
  public let kind: MaskFolderReport.Kind
  /// Height and width.
  public let size: Size
  /// The values of the first channel in ascending order, with how many pixels have each.
  public let values: [(value: UInt16, pixels: Int)]

  /// Reads a file.
  ///
  /// - Throws: `SystemError`, `ImageFileError`.
  public init(_ path: String) throws {
    let raster = try ImageFile.readRaster(path)
    kind = MaskFolderReport.Kind(raster)
    size = raster.size
    values = raster.firstChannelCounts
    let isLossy = try MaskFileEvidence.isLossy(path)
    evidence = MaskFileEvidence(raster, name: path, isLossy: isLossy)
  }

  private let evidence: MaskFileEvidence

  /// What the values mean for a mask, in sentences.
  public var advice: String { MaskMeaning.words([evidence]).joined(separator: "; ") }
}

extension MaskFolderReport.Kind {
  init(_ raster: Raster) {
    channels = raster.channels
    bitDepth = raster.bitDepth
    isIndexed = raster.palette != nil
  }
}
