import Basics
import Imaging
import Testing

@testable import Models

@Suite("Geodesic distance")
struct GeodesicDistanceTests {
  @Test("the distances are those of relaxing every step until nothing changes")
  func bellmanFord() throws {
    var random = RandomKey(root: 4, purpose: "test.geodesic").generator()
    for _ in 0..<8 {
      let size = Size(height: 1 + random.index(below: 9), width: 1 + random.index(below: 9))
      let image = Image(
        size: size, bytes: (0..<3 * size.count).map { _ in UInt8(random.index(below: 256)) })
      let lab = LabImage(image)
      let heights = (0..<size.count).map { _ in Float(random.uniform(0..<8)) }
      var sources = [Int32](repeating: GeodesicDistance.unreached, count: size.count)
      sources[random.index(below: size.count)] = 0
      sources[random.index(below: size.count)] = Int32(random.index(below: 2000))
      let distance = GeodesicDistance(Contrast(lab), lengthCost: 0.3, colorCost: 0.1)
      let found = try distance.distances(from: sources, heights: heights)
      #expect(found == relaxed(lab, heights, sources))
    }
  }

  /// Bellman and Ford's method, by the definition of a step's cost.
  private func relaxed(_ lab: LabImage, _ heights: [Float], _ sources: [Int32]) -> [Int32] {
    let (height, width) = (lab.size.height, lab.size.width)
    var best = sources.map(Int.init)
    let levels = heights.map { Int(min($0 * 64, 2047)) }
    var changed = true
    while changed {
      changed = false
      for from in best.indices where best[from] < Int(Int32.max) {
        for (dy, dx) in [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)] {
          let (row, column) = (from / width + dy, from % width + dx)
          guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
          let to = row * width + column
          let length: Float = dy != 0 && dx != 0 ? Float(2).squareRoot() : 1
          let color = LabImage.squaredDifference(lab.colors[from], lab.colors[to]).squareRoot()
          let step = (64 * (0.3 * length + 0.1 * color)).rounded()
          let cost = best[from] + Int(min(max(step, 1), 2047)) + abs(levels[from] - levels[to])
          if cost < best[to] {
            best[to] = cost
            changed = true
          }
        }
      }
    }
    return best.map { Int32(clamping: $0) }
  }
}
