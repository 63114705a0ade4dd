public import Basics
import Imaging
import Synchronization

/// Makes the annotation of COCO+LVIS from LVIS's JSON and COCO's panoptic annotation, by RITM's rules.
///
/// Written are `<out>/<split>/masks/<id>_<layer>.png`, and `<out>/<split>/hierarchy.jsonl` with a line an image:
/// its picture, how many of its masks are instances, and each mask's layer, id, class, parent and children. Images stay
/// where they are. ``PreparedDataset`` reads it.
///
/// Masks of LVIS are drawn as RITM draws them, corners rounded to whole pixels and outlines included (`fillPoly` of OpenCV),
/// and not as LVIS's own tool does, by which ``COCODataset`` goes.
public struct COCOLVISPreparation: Sendable {
  private let lvis: InstancesFile
  private let panoptic: COCOPanopticDataset
  private let images: ImageFinder
  private let rules: COCOLVISRules
  /// The pictures that both annotate: their places in LVIS and in COCO.
  private let pairs: [(lvis: Int, coco: Int)]

  /// Reads both annotations' indices.
  ///
  /// - Parameters:
  ///   - lvis: the JSON of LVIS.
  ///   - panoptic: the JSON of COCO panoptic; its PNG files are looked for as ``COCOPanopticDataset`` does.
  ///   - masks: the folder of COCO's PNG files.
  ///   - images: folders in which the images lie.
  /// - Throws: `SystemError`, `JSONError`, ``DatasetError``.
  public init(
    lvis: String, panoptic: String, masks: String, images: [String],
    rules: COCOLVISRules = COCOLVISRules()
  ) throws {
    self.lvis = try InstancesFile(lvis)
    self.panoptic = try COCOPanopticDataset(annotations: panoptic, masks: masks, images: images)
    self.images = ImageFinder(folders: images)
    self.rules = rules
    var places: [String: Int] = [:]
    for (place, picture) in self.lvis.pictures.enumerated() where !picture.objects.isEmpty {
      places[FileName.stem(picture.baseName)] = place
    }
    let coco = self.panoptic
    pairs = (0..<coco.count).compactMap { index in
      places[coco.id(at: index)].map { ($0, index) }
    }
    guard !pairs.isEmpty else { throw DatasetError.empty(name: lvis) }
  }

  /// How many images are prepared.
  public var count: Int { pairs.count }

  /// What was done.
  public struct Outcome: Sendable {
    /// How many images were written.
    public var images = 0
    /// How many instances these have.
    public var instances = 0
    /// How many images have no instance that is large enough.
    public var empty = 0
    /// The images that could not be read, with their errors; only where errors are passed over.
    public var failures: [(id: String, error: any Error)] = []
  }

  /// Prepares all images.
  ///
  /// - Parameters:
  ///   - folder: where it is written; made where it is not there.
  ///   - skipsBad: whether an image that cannot be read is passed over.
  ///   - threads: how many images at once; never changes a result.
  ///   - progress: called after each image, from any thread.
  public func write(
    to folder: String, skipsBad: Bool = false, threads: Int = ThreadPool.processorCount,
    progress: @Sendable () -> Void = {}
  ) throws -> Outcome {
    try Files.makeFolder("\(folder)/masks")
    let lines = Mutex([Int: PreparedLine](minimumCapacity: pairs.count))
    let failures = Mutex([Int: any Error]())
    try ThreadPool.shared.forEach(count: pairs.count, threads: threads) { place in
      try Cancellation.check()
      do {
        let line = try SampleError.naming(panoptic.id(at: pairs[place].coco)) {
          try prepare(place, folder: folder)
        }
        lines.withLock { $0[place] = line }
      } catch let error as SampleError where skipsBad {
        failures.withLock { $0[place] = error.reason }
      }
      progress()
    }
    return try finish(folder, lines.withLock { $0 }, failures.withLock { $0 })
  }

  private func finish(
    _ folder: String, _ lines: [Int: PreparedLine], _ failures: [Int: any Error]
  ) throws -> Outcome {
    var outcome = Outcome()
    var text: [UInt8] = []
    for place in pairs.indices {
      if let error = failures[place] {
        outcome.failures.append((panoptic.id(at: pairs[place].coco), error))
      } else if let line = lines[place], let instances = line.instances {
        outcome.images += 1
        outcome.instances += instances
        text += Array(line.text.utf8) + [UInt8(ascii: "\n")]
      } else {
        outcome.empty += 1
      }
    }
    try Files.write(text, to: "\(folder)/hierarchy.jsonl")
    return outcome
  }

  private func prepare(_ place: Int, folder: String) throws -> PreparedLine {
    let (lvisPlace, cocoPlace) = pairs[place]
    let picture = lvis.pictures[lvisPlace]
    let id = panoptic.id(at: cocoPlace)
    // The PNG tells the size first, so that nothing is drawn in the size that only the JSON claims.
    let (layer, regions) = try panoptic.annotation(at: cocoPlace, size: picture.size)
    let ofLVIS = try picture.objects.map { lvis.objects[$0] }.compactMap { object in
      LabelledMask(
        try lvis.mask(of: object, size: layer.size, .rounded),
        category: lvis.categories[object.category]?.name)
    }
    func masks(_ kind: RegionInfo.Kind) -> [LabelledMask] {
      regions.filter { $0.kind == kind && (rules.keepsCrowds || !$0.isCrowd) }.compactMap {
        LabelledMask(layer.objects($0.region.id), category: $0.category)
      }
    }
    guard
      let merged = COCOLVISMerge(
        lvis: ofLVIS, coco: masks(.thing), stuff: masks(.stuff), rules: rules)
    else { return PreparedLine(instances: nil, text: "") }
    let (layers, places) = try merged.packed()
    for (number, layer) in layers.enumerated() {
      let raster = Raster(
        size: layer.size, channels: 1, bitDepth: 8, samples: .bytes(layer.ids.map { UInt8($0) }))
      try ImageFile.write(raster, to: "\(folder)/masks/\(id)_\(number).png")
    }
    let path = try images.path(of: picture, dataset: "LVIS")
    return PreparedLine(
      instances: merged.instanceCount,
      text: Self.line(id, path, layers.count, merged, places).text)
  }

  private static func line(
    _ id: String, _ path: String, _ layers: Int, _ merged: COCOLVISMerge,
    _ places: [RegionReference]
  ) -> JSONText {
    let masks = merged.masks.enumerated().map { number, mask in
      let isInstance = number < merged.instanceCount
      return JSONText.object([
        ("layer", .number(places[number].layer)), ("id", .number(Int(places[number].id))),
        ("category", mask.category.map { .string($0) } ?? .null),
        (
          "parent",
          isInstance ? merged.hierarchy.parents[number].map { .number($0) } ?? .null : .null
        ),
        (
          "children",
          .array(isInstance ? merged.hierarchy.children[number].map { .number($0) } : [])
        ), ("level", .number(isInstance ? merged.hierarchy.levels[number] : 0)),
        ("area", .number(mask.measured.area)),
      ])
    }
    return .object([
      ("id", .string(id)), ("image", .string(Files.absolute(path))),
      ("instances", .number(merged.instanceCount)), ("layers", .number(layers)),
      ("masks", .array(masks)),
    ])
  }
}

/// What is written for an image; `instances` is `nil` where none remained.
private struct PreparedLine: Sendable {
  let instances: Int?
  let text: String
}

extension LabelMap {
  /// The pixels of an id, nothing ignored.
  func objects(_ id: UInt16) -> Mask { region(ofAny: CollectionOfOne(id), keepsIgnored: false) }
}
