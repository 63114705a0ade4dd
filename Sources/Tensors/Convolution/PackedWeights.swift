import Synchronization

/// Packed weights that several preparations share: the same convolution for pictures of another size
/// usually takes the same kernel, and then its weights are not packed again.
///
/// Weights are told apart by their memory, which the store keeps alive, so it should be dropped
/// together with the network that it belongs to.
public final class PackedWeights: Sendable {
  /// What makes two packings equal: the weights themselves, each output's factor, and the form.
  struct Key: Hashable {
    let weight: ObjectIdentifier
    let scale: [Float]?
    let form: ConvolutionAlgorithm
    let positions: [Spatial]
  }

  private struct Entry: @unchecked Sendable {
    let packed: AlignedStorage
    let source: Tensor
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// Creates an empty store.
  public init() {}

  /// The bytes of all packed weights.
  public var bytes: Int {
    entries.withLock { entries in
      entries.values.reduce(0) { $0 + $1.packed.elements.count * MemoryLayout<Float>.size }
    }
  }

  /// The weights packed in a form, by `pack` where they have not been before.
  func packed(
    _ convolution: Convolution, _ form: ConvolutionAlgorithm, positions: [Spatial] = [],
    _ pack: () throws -> AlignedStorage
  ) rethrows -> AlignedStorage {
    let key = Key(
      weight: convolution.weight.identity, scale: convolution.scale, form: form,
      positions: positions)
    if let known = entries.withLock({ $0[key] }) { return known.packed }
    let entry = Entry(packed: try pack(), source: convolution.weight)
    entries.withLock { $0[key] = entry }
    return entry.packed
  }
}
