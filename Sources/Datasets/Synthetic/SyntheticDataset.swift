import Basics
public import Imaging

/// A procedural data set: textured, shaded objects on textured ground, with exact masks.
///
/// Everything works with it before anything is downloaded. Each sample shows one to four objects;
/// object 1 lies on top and is the target. Some have holes, some thin limbs, some nearly the colours
/// of the ground. A sample is a function of `size`, `seed` and its index alone.
public struct SyntheticDataset: SegDataset {
  /// What the count may be.
  public static let countRange = 1...1_000_000
  /// What each side of the pictures may be, in pixels.
  public static let sideRange = 16...4096

  /// `synthetic`.
  public let name = "synthetic"
  /// How many samples there are.
  public let count: Int
  /// The pictures' size.
  public let size: Size
  /// The seed of all draws.
  public let seed: UInt64

  /// Describes a data set; nothing is drawn yet.
  ///
  /// - Throws: ``DatasetError/badParameter(name:value:range:)``.
  public init(
    count: Int = 16, size: Size = Size(height: 240, width: 320), seed: UInt64 = 0
  ) throws(DatasetError) {
    for (name, value, range) in [
      ("count", count, Self.countRange), ("height", size.height, Self.sideRange),
      ("width", size.width, Self.sideRange),
    ] where !range.contains(value) {
      throw .badParameter(name: name, value: value, range: range)
    }
    self.count = count
    self.size = size
    self.seed = seed
  }

  /// `synthetic-000`, `synthetic-001` and so on.
  public func id(at index: Int) -> String {
    let digits = String(index)
    return "synthetic-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Draws a sample; the label map carries the object's number at each of its pixels. The target is
  /// object 1, which no other object covers.
  public func sample(at index: Int) throws -> SegSample {
    var generator = RandomKey(
      root: seed, purpose: "datasets.synthetic", sample: id(at: index)
    ).generator()
    let scene = SyntheticScene(size: size, using: &generator)
    let (image, labels) = try scene.rendered(noiseFrom: &generator)
    return SegSample(
      image: image, layers: [labels], info: SampleInfo(id: id(at: index)),
      targets: [RegionReference(layer: 0, id: 1)])
  }
}
