import Basics
import Foundation
import Imaging
import Testing

@testable import Datasets

/// Data sets that `scripts/parity/record_datasets.py` made with independent software, and what that
/// software reads in them.
enum RecordedDatasets {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures").path(percentEncoded: false)

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func expected(_ name: String) throws -> JSONValue {
    try #require(try JSONValue(contentsOf: path("expected.json"))[name])
  }

  /// CRC-32 of the mask, one byte a pixel.
  static func crc(_ mask: Mask) -> Int {
    var crc = UInt32.max
    for code in mask.codes {
      crc ^= UInt32(code == Mask.object ? 1 : 0)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }

  /// The areas and check sums of a sample's regions, by their layer's ids.
  static func expectRegions(
    of layer: LabelMap, _ expected: JSONValue?, _ comment: Comment? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let object = try #require(expected?.object, sourceLocation: location)
    #expect(
      Set(object.keys) == Set(layer.presentIDs.filter { $0 != 0 }.map { "\($0)" }), comment,
      sourceLocation: location)
    for (key, fact) in object.members {
      let mask = layer.objects(try #require(UInt16(key)))
      #expect(mask.area == fact["area"]?.integer, comment, sourceLocation: location)
      #expect(crc(mask) == fact["crc"]?.integer, comment, sourceLocation: location)
    }
  }

  static func expect(
    _ mask: Mask, _ fact: JSONValue?, _ comment: Comment? = nil,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(mask.area == fact?["area"]?.integer, comment, sourceLocation: location)
    #expect(crc(mask) == fact?["crc"]?.integer, comment, sourceLocation: location)
  }
}
