import Imaging

/// Samples that a function makes: for data that has no files, or files of its own kind.
public struct FunctionDataset: SegDataset {
  /// The name that results are reported under.
  public let name: String
  /// How many samples there are.
  public let count: Int
  private let make: @Sendable (Int) throws -> SegSample

  /// Describes the samples; `make` is called with their places, in any order, and gives the same sample each time.
  ///
  /// The sample's id is replaced by the data set's: `<name>-000`.
  public init(
    name: String, count: Int, make: @escaping @Sendable (Int) throws -> SegSample
  ) throws(DatasetError) {
    guard count > 0 else { throw .empty(name: name) }
    self.name = name
    self.count = count
    self.make = make
  }

  /// A function.
  public var layout: String { "function: \(name)" }

  /// The name with the sample's number, of three digits at least.
  public func id(at index: Int) -> String {
    let digits = String(index)
    return "\(name)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Calls the function.
  ///
  /// - Throws: what the function throws, or ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    var sample = try make(index)
    sample.info.id = id(at: index)
    for layer in sample.layers where layer.size != sample.image.size {
      throw DatasetError.sizesDiffer(
        image: sample.info.id, imageSize: sample.image.size, mask: sample.info.id,
        maskSize: layer.size)
    }
    return sample
  }
}
