import Clicking
import Foundation
import Imaging
import TestSupport
import Testing

/// Planes that NumPy, SciPy, PyTorch, and RITM's and gto99's own code made.
@Suite("Recorded encodings")
struct RecordedEncodingsTests {
  private struct Recorded: Decodable {
    struct Case: Decodable {
      var name: String
      var encoding: String
      var clicks: [[Double]]
      var data: Data
    }
    var height: Int
    var width: Int
    var cases: [Case]
  }

  private let encodings: [String: any Encoding] = [
    "disks": Disks(), "disks 2.5": Disks(radius: 2.5), "distance_tanh": DistanceMaps(),
    "distance_tanh 4": DistanceMaps(.tanh(radius: 4)),
    "distance_clipped 6": DistanceMaps(.clipped(limit: 6)), "gaussians 3": Gaussians(sigmas: [3]),
    "gto99": Gaussians.gto99,
  ]

  @Test("planes are those of NumPy, SciPy and PyTorch to the seventh digit")
  func arrays() throws {
    let recorded = try Fixture.json("encodings.json", as: Recorded.self)
    #expect(recorded.cases.count == 28)
    for item in recorded.cases {
      let encoding = try #require(encodings[item.encoding])
      let clicks = item.clicks.map {
        PlacedClick(row: $0[0], column: $0[1], isPositive: $0[2] == 1)
      }
      let size = Size(height: recorded.height, width: recorded.width)
      let planes = try encoding.planes(of: EncodingInput(clicks: clicks, size: size))
      expect(planes, item.data.floats, "\(item.name): \(item.encoding)")
    }
  }

  @Test(
    "planes are those of RITM's and gto99's code to the sixth digit",
    .enabled(if: Shared.isPresent, Shared.absence))
  func references() throws {
    let tensors = try tensors()
    let points = try #require(tensors["points"])
    let clicks = (0..<6).compactMap { index -> PlacedClick? in
      let (row, column, order) = (points[3 * index], points[3 * index + 1], points[3 * index + 2])
      if row < 0, column < 0 { return nil }
      return PlacedClick(
        row: Double(row), column: Double(column), isPositive: index < 3, order: Int(order))
    }
    #expect(clicks.count == 3)
    let input = EncodingInput(clicks: clicks, size: Size(height: 96, width: 128))
    let pairs: [(String, any Encoding)] = [
      ("ritm_disks_r5", Disks()), ("ritm_dist_r260", DistanceMaps()),
      ("gto99_trimap", Gaussians.gto99),
    ]
    for (name, encoding) in pairs {
      expect(try encoding.planes(of: input), try #require(tensors[name]), name)
    }
  }

  private func expect(_ planes: [Plane], _ values: [Float], _ name: String) {
    let found = planes.flatMap(\.values)
    #expect(found.count == values.count, "\(name)")
    let worst = zip(found, values).map { abs($0 - $1) }.max() ?? 0
    #expect(worst <= 2e-7, "\(name)")
  }

  /// The tensors of a safetensors file: a length, a JSON header, then the numbers.
  private func tensors() throws -> [String: [Float]] {
    struct Entry: Decodable {
      var dataOffsets: [Int]
    }
    let path = Shared.path("parity/robots/encodings.safetensors")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = data.dropFirst(8).prefix(length)
    let body = data.dropFirst(8 + length)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([String: Entry].self, from: header).mapValues { entry in
      let range = body.startIndex + entry.dataOffsets[0]..<body.startIndex + entry.dataOffsets[1]
      return Data(body[range]).floats
    }
  }
}
