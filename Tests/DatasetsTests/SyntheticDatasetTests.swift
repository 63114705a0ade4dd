import Basics
import Imaging
import Testing

@testable import Datasets

@Suite("Synthetic data set")
struct SyntheticDatasetTests {
  let small = Size(height: 40, width: 56)

  @Test("the same seed gives the same bits, another seed another picture")
  func reproducible() throws {
    let first = try SyntheticDataset(count: 3, size: small, seed: 7).sample(at: 2)
    let again = try SyntheticDataset(count: 9, size: small, seed: 7).sample(at: 2)
    let other = try SyntheticDataset(count: 3, size: small, seed: 8).sample(at: 2)
    #expect(first.image == again.image)
    #expect(first.layers == again.layers)
    #expect(first.image != other.image)
  }

  @Test("every target holds pixels and leaves some", arguments: 0..<40)
  func targets(index: Int) throws {
    let data = try SyntheticDataset(count: 40, size: small, seed: 1)
    let target = try Dummy().region(of: data.sample(at: index), key: .init(root: 0, purpose: ""))
    #expect(target.area >= 20)
    #expect(target.area <= small.count - 20)
    #expect(target.ignoredCount == 0)
  }

  @Test("several objects, and holes, occur among forty samples")
  func variety() throws {
    let data = try SyntheticDataset(count: 40, size: small, seed: 1)
    let maps = try (0..<40).map { try data.sample(at: $0).layers[0] }
    #expect(maps.contains { $0.presentIDs.count >= 4 })
    #expect(maps.contains { Self.enclosesGround($0.region(1)) })
  }

  @Test(
    "parameters out of range are refused",
    arguments: [(0, 64), (1, 15), (1, 5000), (2_000_000, 64)])
  func refusals(count: Int, side: Int) {
    #expect(throws: DatasetError.self) {
      try SyntheticDataset(count: count, size: Size(height: side, width: 64))
    }
  }

  /// Whether some background pixel cannot be reached from the border without crossing the object.
  private static func enclosesGround(_ mask: Mask) -> Bool {
    var reached = Set<Pixel>()
    var open = (0..<mask.size.count).map { mask.size.pixel(at: $0) }.filter {
      $0.row == 0 || $0.column == 0 || $0.row == mask.size.height - 1
        || $0.column == mask.size.width - 1
    }
    while let pixel = open.popLast() {
      guard mask.size.contains(pixel), !mask[pixel], reached.insert(pixel).inserted else {
        continue
      }
      for (down, right) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
        open.append(Pixel(row: pixel.row + down, column: pixel.column + right))
      }
    }
    return reached.count < mask.size.count - mask.area
  }
}
