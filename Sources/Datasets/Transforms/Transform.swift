public import Basics

/// A change of an image together with its masks, for training: augmentation and preparation.
///
/// Names and parameters are those of albumentations, so that a published configuration reads the same.
/// A transform is a function of the pair and the key alone: the same key gives the same draws,
/// whatever was augmented before and on however many threads. Geometric transforms move image and
/// masks alike; masks take single pixels' codes, so they stay object, background and ignored.
public protocol Transform: Sendable {
  /// The name by which scripts make it, for example `horizontal_flip`.
  var name: String { get }
  /// The probability that it is applied, from 0 to 1.
  var p: Double { get }
  /// Changes the pair, whatever `p` says; every draw comes from `key`.
  func apply(to pair: inout TrainingPair, key: RandomKey) throws
}

extension Transform {
  /// Changes the pair with probability ``p``.
  ///
  /// - Throws: ``TransformError``, `ResizeError`, or `Cancellation.Interrupted`.
  public func callAsFunction(_ pair: inout TrainingPair, key: RandomKey) throws {
    try Cancellation.check()
    if p < 1 {
      var random = key.child("p").generator()
      guard random.uniform() < p else { return }
    }
    try apply(to: &pair, key: key)
  }
}
