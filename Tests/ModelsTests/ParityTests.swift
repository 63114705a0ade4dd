import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

@Suite("Parity with reference implementations")
struct ParityTests {
  @Test("the rule of weights gives the stated numbers")
  func rule() throws {
    #expect(
      ParityWeights.uniform("conv1.weight", count: 4) == [
        0.0901498794555664, 0.49032342433929443, -0.9541566371917725, 0.47239553928375244,
      ])
    let weight = try ParityWeights.tensor("encoder.conv1.weight", shape: [64, 3, 7, 7])
    #expect(weight.elements.prefix(2) == [0.13339371979236603, 0.08116103708744049])
    let image = try ParityWeights.image("x", channels: 3, height: 96, width: 128)
    #expect(image.elements.prefix(2) == [0.6931643486022949, 0.5478107929229736])
  }

  @Test(
    "networks agree with their reference outputs, states and inner activations",
    .enabled(if: Shared.isPresent, Shared.absence), arguments: unetFolders())
  func folders(folder: String) throws {
    let check = try ParityCheck(try ParityFolder(Shared.path("parity/\(folder)")))
    #expect(check.stateDifferences.map(\.ours) == [])
    #expect(!check.outputs.isEmpty && !check.activations.isEmpty)
    for difference in check.outputs + check.activations {
      #expect(
        difference.isAllowed, "\(difference.name): \(difference.relative) > \(difference.allowed)")
    }
  }

  @Test("a network that is not known is an error that names it")
  func unknown() {
    #expect(throws: NetworkOptionError.unknownNetwork("gto99_nogf")) {
      try NetworkName("gto99_nogf")
    }
    #expect(throws: NetworkOptionError.unknownEncoder("vgg11")) { try NetworkName("unet_vgg11") }
  }

  @Test("names say encoder and channels")
  func names() throws {
    let name = try NetworkName("unet_efficientnet_b0_5ch")
    #expect(name.encoder == "efficientnet_b0")
    #expect(name.inputs == 5)
    #expect(try NetworkName("unet_resnet50").inputs == 3)
  }

  private static func unetFolders() -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: Shared.path("parity"))
    return (found ?? []).filter { $0.hasPrefix("unet_") }.sorted()
  }
}
