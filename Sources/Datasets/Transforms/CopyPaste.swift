public import Basics
import Imaging

/// Pastes an object of another sample over the picture: cut-and-paste augmentation.
///
/// After Ghiasi et al., "Simple Copy-Paste is a Strong Data Augmentation Method for Instance
/// Segmentation", CVPR 2021: the object is resized by a random factor, may be mirrored, and lies anywhere
/// where its bounding box meets the picture. What it covers is no longer target, unless it joins it.
public struct CopyPaste: Transform {
  /// `copy_paste`.
  public let name = "copy_paste"
  /// Where the objects come from; each sample is equally likely.
  public let dataset: any SegDataset
  /// What chooses the object in a sample; where it finds none, nothing is pasted.
  public let selector: any RegionSelector
  /// The factor by which the object is resized.
  public let scaleRange: DrawRange
  /// How likely it is mirrored.
  public let flipProbability: Double
  /// Whether the object becomes part of the target; otherwise it covers it.
  public let joinsTarget: Bool
  /// The probability that it is applied.
  public let p: Double

  /// A paste of what `selector` chooses in the samples of `dataset`.
  ///
  /// - Throws: ``TransformError``.
  public init(
    from dataset: any SegDataset, selector: any RegionSelector,
    scaleRange: DrawRange = DrawRange(0.5, 1.5), flipProbability: Double = 0.5,
    joinsTarget: Bool = false, p: Double = 0.5
  ) throws(TransformError) {
    self.dataset = dataset
    self.selector = selector
    self.scaleRange = scaleRange
    self.flipProbability = flipProbability
    self.joinsTarget = joinsTarget
    self.p = p
    try scaleRange.check(name, "scale_range", in: 0.01...100)
    try check(flipProbability, "flip_p", in: 0...1)
    try check(p, "p", in: 0...1)
  }

  /// Pastes into the pair; companions lose what is covered.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    guard pair.size.count > 0, let piece = try donated(key.child("donor")),
      let box = piece.object.boundingBox
    else { return }
    try SizesDiffer.check(piece.image.size, piece.object.size)
    var random = key.generator()
    var framing = Framing(piece.image.size)
    framing.show(box)
    var cutout = (
      image: try piece.image.framed(by: framing), object: try piece.object.framed(by: framing)
    )
    let size = box.size.scaled(by: scaleRange.draw(&random))
    cutout = (try cutout.image.resized(to: size), try cutout.object.resized(to: size))
    if random.uniform() < flipProbability {
      cutout = (cutout.image.oriented(.mirrored), cutout.object.oriented(.mirrored))
    }
    let corner = Pixel(
      row: random.index(below: pair.size.height + size.height - 1) - size.height + 1,
      column: random.index(below: pair.size.width + size.width - 1) - size.width + 1)
    try pair.changeImage { $0.paste(cutout.image, where: cutout.object, at: corner) }
    try pair.changeMasks { number, mask in
      mask.paste(
        joinsTarget && number == 0 ? Mask.object : Mask.background, where: cutout.object,
        at: corner)
    }
  }
}

extension CopyPaste {
  /// An image and an object in it; `nil` where there is none.
  private func donated(_ key: RandomKey) throws -> (image: Image, object: Mask)? {
    guard dataset.count > 0 else { return nil }
    var random = key.generator()
    let sample = try dataset.sample(at: random.index(below: dataset.count))
    do {
      return (sample.image, try selector.region(of: sample, key: key.child(selector.name)))
    } catch is SelectorError {
      return nil
    }
  }
}
