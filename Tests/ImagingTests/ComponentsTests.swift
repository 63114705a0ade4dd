import Imaging
import TestSupport
import Testing

@Suite("Connected components")
struct ComponentsTests {
  @Test(
    "every 3×4 mask has the components of a flood fill", arguments: [Connectivity.four, .eight])
  func exhaustive(connectivity: Connectivity) {
    for mask in Mask.all(height: 3, width: 4) { check(mask, connectivity) }
  }

  @Test("random masks have the components of a flood fill", arguments: [Connectivity.four, .eight])
  func random(connectivity: Connectivity) {
    var random = TestRandom(5)
    for _ in 0..<150 { check(random.mask(random.size(upTo: 20), withIgnored: true), connectivity) }
    for width in [63, 64, 65, 130] {
      check(random.mask(Size(height: 5, width: width)), connectivity)
    }
  }

  @Test("a spiral is one component, and its windings are joined late")
  func spiral() {
    let picture = mask(
      """
      #######.
      ......#.
      #####.#.
      #...#.#.
      #.###.#.
      #.....#.
      #######.
      """)
    #expect(picture.components(.four).count == 1)
  }

  @Test("areas, boxes, first pixels and centroids are those of the pixels")
  func measures() throws {
    let components = mask(
      """
      ..#...
      .###..
      ..#..#
      """
    ).components(.four)
    let cross = try #require(components.all.first)
    #expect(components.count == 2)
    #expect(cross.area == 5)
    #expect(cross.box == PixelBox(rows: 0..<3, columns: 1..<4))
    #expect(cross.firstPixel == Pixel(row: 0, column: 2))
    #expect(cross.centroidRow == 1)
    #expect(cross.centroidColumn == 2)
    #expect(components.largest == 1)
    #expect(components.number(at: Pixel(row: 2, column: 5)) == 2)
    #expect(components.number(at: Pixel(row: 2, column: 4)) == nil)
    #expect(components.number(at: Pixel(row: 3, column: 5)) == nil)
  }

  @Test("of equally large components the first is the largest, and small ones can be removed")
  func choices() {
    let picture = mask("##.#.##?")
    #expect(picture.largestComponent().picture == "##.....?")
    #expect(picture.removingComponents(smallerThan: 2).picture == "##...##?")
    #expect(picture.component(at: Pixel(row: 0, column: 3)).picture == "...#...?")
    #expect(picture.component(at: Pixel(row: 0, column: 2)).picture == ".......?")
    #expect(picture.component(at: Pixel(row: 9, column: -2)).picture == ".......?")
    let pixels = [Pixel(row: 0, column: 1), Pixel(row: 0, column: 3)]
    #expect(picture.components(at: pixels).picture == "##.#...?")
    #expect(mask("...").largestComponent().isEmpty)
  }

  @Test("a hole is filled unless background leads out of it")
  func holes() {
    let picture = mask(
      """
      ####.
      #..#.
      #.?##
      ####.
      """)
    #expect(
      picture.fillingHoles().picture
        == mask(
          """
          ####.
          ####.
          ##?##
          ####.
          """
        ).picture)
    let leaky = mask(
      """
      ###
      #.#
      ##.
      """)
    #expect(leaky.fillingHoles(.eight) == leaky)
    #expect(leaky.fillingHoles(.four).area == 8)
  }

  @Test("a label map's regions have components of their own")
  func labelMap() {
    let map = LabelMap(size: Size(height: 1, width: 5), ids: [7, 7, 9, 7, LabelMap.ignored])
    let regions = map.components()
    #expect(regions.map(\.id) == [7, 9])
    #expect(regions.map(\.components.count) == [2, 1])
  }

  private func check(_ mask: Mask, _ connectivity: Connectivity) {
    let components = mask.components(connectivity)
    let expected = floodFill(mask, connectivity)
    #expect(components.labels() == expected, "\(mask.picture)")
    #expect(components.labels(threads: 2) == expected)
    #expect(components.count == Int(expected.max() ?? 0))
    for (index, component) in components.all.enumerated() {
      let places = expected.indices.filter { expected[$0] == index + 1 }.map(mask.size.pixel(at:))
      #expect(component.area == places.count)
      #expect(component.firstPixel == places.first)
      #expect(components.mask(of: index + 1).boundingBox == component.box)
      let rows = places.reduce(0) { $0 + $1.row }
      #expect(component.centroidRow == Double(rows) / Double(places.count))
    }
  }

  /// Numbers components in the order of their first pixels, each filled from its first pixel.
  private func floodFill(_ mask: Mask, _ connectivity: Connectivity) -> [Int32] {
    var labels = [Int32](repeating: 0, count: mask.size.count)
    var count: Int32 = 0
    for start in labels.indices where mask.codes[start] == Mask.object && labels[start] == 0 {
      count += 1
      labels[start] = count
      var open = [mask.size.pixel(at: start)]
      while let pixel = open.popLast() {
        for (down, right) in steps(connectivity) {
          let next = Pixel(row: pixel.row + down, column: pixel.column + right)
          guard mask.size.contains(next), mask[next] else { continue }
          guard labels[mask.size.offset(of: next)] == 0 else { continue }
          labels[mask.size.offset(of: next)] = count
          open.append(next)
        }
      }
    }
    return labels
  }

  private func steps(_ connectivity: Connectivity) -> [(Int, Int)] {
    let sides = [(-1, 0), (0, -1), (0, 1), (1, 0)]
    return connectivity == .four ? sides : sides + [(-1, -1), (-1, 1), (1, -1), (1, 1)]
  }
}
