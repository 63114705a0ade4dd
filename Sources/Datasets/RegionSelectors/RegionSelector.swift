public import Basics
public import Imaging

/// Chooses the target region in a full mask.
///
/// A full mask may hold many classes, objects and layers; the target is one binary mask made of it.
public protocol RegionSelector: Sendable {
  /// The name by which scripts choose it, for example `dummy`.
  var name: String { get }

  /// The target region of a sample; random choices are drawn from `key` alone.
  func region(of sample: SegSample, key: RandomKey) throws -> Mask
}
