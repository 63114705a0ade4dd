import Foundation
import Imaging
import Layers
import Models
import Tensors
import TestSupport
import Testing

@Suite("EfficientNet-Lite0")
struct EfficientNetLiteTests {
  @Test(
    "published weights load by their own keys, and logits equal timm's",
    .enabled(if: Shared.isPresent, Shared.absence))
  func logits() throws {
    let network = Network(EfficientNetLite0())
    let checkpoint = try Checkpoint(
      contentsOf: Shared.path("data/weights/efficientnet-lite0-57934424.pth"))
    try network.root.load(checkpoint.entries)
    #expect(network.root.namedParameters.map(\.name) == checkpoint.entries.map(\.name))
    let prepared = try PreparedNetwork(
      try network.graph(channels: 3), inputShapes: ["x": [1, 3, 224, 224]])
    let recorded = try Self.recorded()
    #expect(recorded.count == 10)
    for (file, expected) in recorded {
      let x = try Self.input(try ImageFile.read(Shared.path("data/\(file)")))
      guard case .floats(let y)? = try prepared.run(["x": .floats(x)])["y"] else {
        Issue.record("no logits")
        continue
      }
      #expect(y.shape == [1, 1000])
      let scale = expected.map { abs($0) }.max() ?? 1
      let gap = zip(y.elements, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(gap / scale < 1e-4, "\(file): \(gap / scale)")
    }
  }

  /// The recording script's rule: the middle 224×224 pixels, normalised as ImageNet's.
  private static func input(_ image: Image) throws -> Tensor {
    let mean: [Float] = [0.485, 0.456, 0.406]
    let deviation: [Float] = [0.229, 0.224, 0.225]
    let (top, left) = ((image.size.height - 224) / 2, (image.size.width - 224) / 2)
    return try Tensor(shape: [1, 3, 224, 224]) { out in
      for index in out.indices {
        let (channel, row, column) = (index / (224 * 224), index / 224 % 224, index % 224)
        let place = 3 * ((row + top) * image.size.width + column + left) + channel
        out[index] = (Float(image.bytes[place]) / 255 - mean[channel]) / deviation[channel]
      }
    }
  }

  private static func recorded() throws -> [String: [Double]] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/efficientnet_lite0.json")
    return try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: path))
  }
}
