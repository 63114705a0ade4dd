import Basics
import Imaging

/// BSDS500 (Arbelaez et al. 2011): images that several people divided into regions, each on a layer.
///
/// Either `images/<split>/<id>.jpg` with `groundTruth/<split>/<id>.mat` (a cell array, one
/// segmentation a person), or the same segmentations as `labels/<split>/<id>_<person>.png`. 200
/// images to train with, 100 to validate, 200 to test; 2,696 segmentations in all. Where the people divide,
/// they differ: a region selector chooses the target.
public struct BSDSDataset: SegDataset {
  private struct Item: Sendable {
    let id: String
    let imagePath: String
    let labelPaths: [String]
  }

  /// `BSDS500`.
  public let name = "BSDS500"
  /// What the data set was recognised as.
  public var layout: String {
    "BSDS500: images/, \(isMATLAB ? "groundTruth/*.mat" : "labels/*.png"), \(splits.joined(separator: ", "))"
  }
  private let items: [Item]
  private let isMATLAB: Bool
  private let splits: [String]

  /// Lists the images and their segmentations; no picture is read yet.
  ///
  /// - Parameters:
  ///   - folder: the folder that holds `images/`; the official archive's `BSDS500/data` is found too.
  ///   - split: `train`, `val` or `test`; all three when `nil`.
  ///   - excluded: ids to leave out, for example those that are in GrabCut.
  public init(_ folder: String, split: String? = nil, excluding excluded: Set<String> = []) throws {
    let folder = Self.root(of: folder)
    isMATLAB = Files.kind(of: "\(folder)/groundTruth") == .folder
    let known = try Files.list("\(folder)/images").filter {
      Files.kind(of: "\(folder)/images/\($0)") == .folder
    }
    if let split, !known.contains(split) {
      throw DatasetError.unknownSplit(split, of: name, in: folder, known: known)
    }
    splits = split.map { [$0] } ?? known
    let isMATLAB = isMATLAB
    items = try splits.flatMap { split in
      try Self.items(of: split, in: folder, isMATLAB: isMATLAB)
    }.filter { !excluded.contains($0.id) }
    guard !items.isEmpty else { throw DatasetError.empty(name: folder) }
    try DatasetError.checkUnique(items.map(\.id), of: name)
  }

  private static func root(of folder: String) -> String {
    ["\(folder)/BSDS500/data", "\(folder)/data"].first {
      Files.kind(of: "\($0)/groundTruth") == .folder
    } ?? folder
  }

  private static func items(
    of split: String, in folder: String, isMATLAB: Bool
  ) throws -> [Item] {
    let labels = isMATLAB ? "\(folder)/groundTruth/\(split)" : "\(folder)/labels/\(split)"
    let images = try Files.list("\(folder)/images/\(split)").filter(FileName.isPicture)
    let pairs = isMATLAB ? nil : try FilePairs(masks: labels, images: images)
    return try images.map { image in
      let id = FileName.stem(image)
      let paths = try pairs?.masks(of: image).paths ?? ["\(labels)/\(id).mat"]
      guard let first = paths.first, Files.kind(of: first) == .file else {
        throw DatasetError.noMask(
          image: "\(folder)/images/\(split)/\(image)", folder: labels,
          expected: [isMATLAB ? "\(id).mat" : "\(id)_0.png"])
      }
      return Item(id: id, imagePath: "\(folder)/images/\(split)/\(image)", labelPaths: paths)
    }
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's number.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and one layer a person; ids count from 1, and no pixel is background.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let image = try ImageFile.read(item.imagePath)
    let layers =
      try isMATLAB
      ? matlabLayers(item)
      : item.labelPaths.map {
        try ImageFile.readRaster($0).labelMap()
      }
    for (index, layer) in layers.enumerated() where layer.size != image.size {
      throw DatasetError.sizesDiffer(
        image: item.imagePath, imageSize: image.size,
        mask: item.labelPaths[min(index, item.labelPaths.count - 1)], maskSize: layer.size)
    }
    return SegSample(
      image: image, layers: layers,
      info: SampleInfo(
        id: item.id, imagePath: item.imagePath, maskPath: item.labelPaths.first))
  }

  private func matlabLayers(_ item: Item) throws -> [LabelMap] {
    let file = try AnnotationMAT(item.labelPaths[0])
    return try file.structure("groundTruth").elements.map {
      try file.labelMap($0["Segmentation"])
    }
  }
}
