public import Imaging

/// The objects that an evaluation segments: a data set whose targets leave no choice.
///
/// Reproducible by construction: it takes only samples that name their regions
/// (``SegSample/targets``), so two evaluations always see the same masks in the same order.
public struct EvaluationDataset: Sendable {
  /// Where the images and full masks come from.
  public let dataset: any SegDataset

  /// Which images are evaluated, as indices into the data set.
  public let indices: [Int]

  /// Takes a data set whose regions are named.
  ///
  /// - Parameters:
  ///   - limit: how many images from the start; all when `nil`.
  ///   - checks: whether what is known to be wrong without loading is thrown at once.
  /// - Throws: ``DatasetError/empty(name:)`` where there is no sample,
  ///   ``DatasetError/badParameter(name:value:range:)`` for a limit below 1, and what the data set knows to be wrong.
  public init(
    _ dataset: any SegDataset, limit: Int? = nil, checks: Bool = true
  ) throws(DatasetError) {
    guard dataset.count > 0 else { throw .empty(name: dataset.name) }
    if let limit, limit < 1 {
      throw .badParameter(name: "limit", value: limit, range: 1...dataset.count)
    }
    if checks { try dataset.check() }
    self.dataset = dataset
    indices = Array(0..<min(dataset.count, limit ?? .max))
  }

  /// The name of the data set.
  public var name: String { dataset.name }

  /// Loads an image and its objects.
  ///
  /// - Throws: ``DatasetError/notSuitedForEvaluation(name:)`` where the sample names no targets,
  ///   and what the data set throws.
  public func load(at index: Int) throws -> EvaluationSample {
    let sample = try dataset.sample(at: index)
    guard let targets = sample.targets else {
      throw DatasetError.notSuitedForEvaluation(name: dataset.name)
    }
    let objects = try targets.enumerated().map { number, region in
      EvaluationObject(
        id: number == 0 ? sample.info.id : "\(sample.info.id)#\(number + 1)",
        target: try sample.region(region), initialMask: sample.initialMasks[region])
    }
    return EvaluationSample(image: sample.image, objects: objects, info: sample.info)
  }
}

/// An image with the objects that an evaluation segments in it.
public struct EvaluationSample: Sendable {
  /// The picture.
  public var image: Image
  /// The objects, in the data set's order.
  public var objects: [EvaluationObject]
  /// What the data set knows of the sample.
  public var info: SampleInfo
}

/// One object of an evaluation.
public struct EvaluationObject: Sendable {
  /// The image's id, with `#2` and so on behind the id of an image's second object and those after it.
  public var id: String
  /// The region to segment, of the image's size.
  public var target: Mask
  /// The mask that the evaluation starts from, where the data set brings one.
  public var initialMask: Mask?
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
