public import Imaging

/// The objects that an evaluation segments: a data set whose targets leave no choice.
///
/// Reproducible by construction: it takes only data sets that name their regions
/// (``SegDataset/evaluationRegions(at:)``), so two evaluations always see the same masks in the same order.
public struct EvaluationDataset: Sendable {
  /// Where the images and full masks come from.
  public let dataset: any SegDataset

  /// Which images are evaluated, as indices into the data set.
  public let indices: [Int]

  /// Takes a data set whose regions are named.
  ///
  /// - Parameter limit: how many images from the start; all when `nil`.
  /// - Throws: ``DatasetError/notSuitedForEvaluation(name:)``, or ``DatasetError/empty(name:)``
  ///   where there is no sample, or ``DatasetError/badParameter(name:value:range:)`` for a limit below 1.
  public init(_ dataset: any SegDataset, limit: Int? = nil) throws(DatasetError) {
    guard dataset.count > 0 else { throw .empty(name: dataset.name) }
    if let limit, limit < 1 {
      throw .badParameter(name: "limit", value: limit, range: 1...dataset.count)
    }
    self.dataset = dataset
    indices = Array(0..<min(dataset.count, limit ?? .max))
    for index in indices where dataset.evaluationRegions(at: index) == nil {
      throw .notSuitedForEvaluation(name: dataset.name)
    }
  }

  /// The name of the data set.
  public var name: String { dataset.name }

  /// The ids of all objects, image by image: the image's id, with `#2` and so on behind the id of an
  /// image's second object and those after it.
  public var objectIDs: [String] { indices.flatMap { objectIDs(at: $0) } }

  /// The ids of one image's objects.
  public func objectIDs(at index: Int) -> [String] {
    let id = dataset.id(at: index)
    let count = dataset.evaluationRegions(at: index)?.count ?? 0
    return (0..<count).map { $0 == 0 ? id : "\(id)#\($0 + 1)" }
  }

  /// Loads an image and the targets of its objects, in the order of ``objectIDs(at:)``.
  public func load(at index: Int) throws -> (image: Image, targets: [Mask], info: SampleInfo) {
    let sample = try dataset.sample(at: index)
    let targets = try (dataset.evaluationRegions(at: index) ?? []).map {
      try sample.region($0)
    }
    return (sample.image, targets, sample.info)
  }
}

extension SegSample {
  /// The mask of a region; pixels that the annotation ignores stay ignored.
  ///
  /// - Throws: ``DatasetError/noSuchLayer(sample:layer:count:)``.
  public func region(_ reference: RegionReference) throws(DatasetError) -> Mask {
    guard layers.indices.contains(reference.layer) else {
      throw .noSuchLayer(sample: info.id, layer: reference.layer, count: layers.count)
    }
    return layers[reference.layer].region(reference.id)
  }
}
