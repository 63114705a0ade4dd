import Basics
import Datasets
import Imaging
import Language
import Testing
import TestSupport

@testable import Commands

/// What every transform of the program promises; the list is compared with the commands, so that none
/// can be forgotten.
@Suite("The contract of transforms")
struct TransformContractTests {
  struct Entry: CustomTestStringConvertible, Sendable {
    let name: String
    let make: @Sendable () throws -> any Transform
    var testDescription: String { name }
  }

  /// Those of the catalogue as they are, and those that need arguments.
  static let entries: [Entry] = {
    var makers = TransformCatalogue.entries
    makers["compose"] = { try Compose([HorizontalFlip(), RandomGamma()]) }
    makers["one_of"] = { try OneOf([HorizontalFlip(), RandomGamma()], p: 1) }
    makers["resize"] = { try Resize(height: 9, width: 7) }
    makers["longest_max_size"] = { try LongestMaxSize(maxSize: 9) }
    makers["smallest_max_size"] = { try SmallestMaxSize(maxSize: 9) }
    makers["crop"] = { try Crop(xMin: 0, yMin: 0, xMax: 1, yMax: 1) }
    makers["center_crop"] = { try CenterCrop(height: 5, width: 4) }
    makers["random_crop"] = { try RandomCrop(height: 5, width: 4) }
    makers["crop_non_empty_mask_if_exists"] = {
      try CropNonEmptyMaskIfExists(height: 5, width: 4)
    }
    makers["random_object_crop"] = { try RandomObjectCrop(height: 5, width: 4) }
    makers["zoom_in"] = {
      try ZoomIn(height: 9, width: 8, minCropSize: 3, minArea: 0, alwaysResize: true, p: 1)
    }
    makers["pad_if_needed"] = { try PadIfNeeded(minHeight: 20, minWidth: 30) }
    makers["copy_paste"] = {
      let data = try SyntheticDataset(count: 3, size: Size(height: 16, width: 16))
      return try CopyPaste(from: data, selector: RandomSingle(), p: 1)
    }
    return makers.keys.sorted().compactMap { name in
      makers[name].map { Entry(name: name, make: $0) }
    }
  }()

  /// An image and a mask of each kind that there is.
  static let inputs: [(name: String, image: Image, target: Mask)] = {
    var random = TestRandom(4)
    let size = Size(height: 14, width: 18)
    let image = Image(size: size, bytes: (0..<3 * size.count).map { UInt8($0 * 31 % 251) })
    let ignored = Mask(size: size, codes: [UInt8](repeating: Mask.ignored, count: size.count))
    let pixel = Size(height: 1, width: 1)
    return [
      ("ordinary", image, random.mask(size, withIgnored: true)),
      ("empty", image, Mask(size: size)),
      ("full", image, Mask(size: size, filled: true)),
      ("ignored", image, ignored),
      ("one pixel", Image(size: pixel), Mask(size: pixel, filled: true)),
      ("no pixel", Image(size: Size(height: 0, width: 0)), Mask(size: Size(height: 0, width: 0))),
    ]
  }()

  private func key(_ draw: Int) -> RandomKey {
    RandomKey(root: 1, purpose: "contract", interaction: draw)
  }

  /// What a transform makes of an input with one target and the same mask as companion, or `nil` where it
  /// refuses it with an error of its own.
  private func result(
    _ transform: any Transform, _ image: Image, _ target: Mask, draw: Int
  ) throws -> (image: Image, target: Mask, companion: Mask)? {
    var pair = try TrainingPair(image: image, target: target, companions: [target])
    do {
      try transform.apply(to: &pair, key: key(draw))
      return (try pair.image(), try pair.target(), try pair.companions()[0])
    } catch is TransformError {
      return nil
    } catch is ResizeError {
      return nil
    }
  }

  @Test("every command has an entry here, and every entry is a command")
  func complete() {
    let commands = transformCommands.map { $0.name.dropFirst("transforms.".count) }
    #expect(Set(commands) == Set(Self.entries.map { $0.name[...] }))
  }

  @Test("sizes agree, masks stay masks, companions move along", arguments: entries)
  func shapes(entry: Entry) throws {
    let transform = try entry.make()
    for input in Self.inputs {
      for draw in 0..<4 {
        let made = try result(transform, input.image, input.target, draw: draw)
        guard let made else { continue }
        #expect(made.image.size == made.target.size, "\(input.name)")
        #expect(made.companion == made.target, "\(input.name)")
        let codes = Set(made.target.codes)
        #expect(codes.isSubset(of: [Mask.background, Mask.object, Mask.ignored]), "\(input.name)")
      }
    }
  }

  @Test("only crops refuse an input with pixels", arguments: entries)
  func refusals(entry: Entry) throws {
    let crops = ["center_crop", "random_crop", "crop_non_empty_mask_if_exists"]
    let transform = try entry.make()
    for input in Self.inputs where input.image.size.count > 0 {
      let isRefused = try result(transform, input.image, input.target, draw: 0) == nil
      #expect(isRefused == (input.name == "one pixel" && crops.contains(entry.name)))
    }
  }

  @Test("the same key gives the same result, whatever came before", arguments: entries)
  func determinism(entry: Entry) throws {
    let (transform, again) = (try entry.make(), try entry.make())
    let input = Self.inputs[0]
    for draw in (0..<4).reversed() { _ = try result(again, input.image, input.target, draw: draw) }
    for draw in 0..<4 {
      let first = try #require(try result(transform, input.image, input.target, draw: draw))
      let second = try #require(try result(again, input.image, input.target, draw: draw))
      #expect(first == second)
    }
  }

  @Test("what is random differs between keys", arguments: entries)
  func variety(entry: Entry) throws {
    let fixed: Set = [
      "resize", "longest_max_size", "smallest_max_size", "crop", "center_crop", "pad_if_needed",
      "horizontal_flip", "vertical_flip", "transpose", "to_gray", "normalize", "min_max_stretch",
    ]
    let transform = try entry.make()
    let input = Self.inputs[0]
    let results = try (0..<12).map {
      try #require(try result(transform, input.image, input.target, draw: $0))
    }
    let differs = results.contains { $0 != results[0] }
    #expect(differs == !fixed.contains(entry.name))
  }

  @Test("with a probability of 0 nothing happens", arguments: entries)
  func never(entry: Entry) throws {
    let input = Self.inputs[0]
    var pair = try TrainingPair(image: input.image, target: input.target)
    try Compose([entry.make()], p: 0)(&pair, key: key(0))
    #expect(try pair.image() == input.image)
    #expect(try pair.target() == input.target)
    #expect(pair.normalization == nil)
  }
}
