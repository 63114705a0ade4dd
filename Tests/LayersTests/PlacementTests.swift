import Tensors
import Testing

@testable import Layers

@Suite("Places of values in memory")
struct PlacementTests {
  /// Pictures of 2 × 3 × 4 × 5, channels last.
  private let picture = Placement(buffer: 0, shape: [2, 3, 4, 5], order: [0, 2, 3, 1])

  @Test("pictures as tokens are views")
  func tokens() throws {
    #expect(picture.strides == [60, 1, 15, 3])
    let tokens = try #require(picture.reshaped([2, 3, 20])).transposed([0, 2, 1])
    #expect(tokens.strides == [60, 3, 1])
    #expect(tokens.isCompact([0, 1, 2]))
    let back = try #require(tokens.transposed([0, 2, 1]).reshaped([2, 3, 4, 5]))
    #expect(back == picture)
  }

  @Test("what strides cannot say is no view")
  func noView() {
    #expect(picture.reshaped([2, 60]) == nil)
    #expect(picture.sliced(2, from: 0, count: 3).reshaped([2, 3, 15])?.strides == [60, 1, 3])
    #expect(picture.sliced(3, from: 0, count: 4).reshaped([2, 3, 16]) == nil)
  }

  @Test("a slice reads where its elements lie")
  func slices() {
    let slice = picture.sliced(2, from: 3, count: 2, step: -2).sliced(1, from: 1, count: 2)
    #expect(slice.offset == 3 * 15 + 1)
    #expect(slice.strides == [60, 1, -30, 3])
    #expect(slice.pictureMap?.rowStride == -30)
  }

  @Test("repeated axes have no step, and values join only where all do")
  func joins() throws {
    let row = Placement(buffer: 1, shape: [1, 3, 1, 1], order: [0, 2, 3, 1]).expanded(picture.shape)
    #expect(row.strides == [0, 1, 0, 0])
    let maps = try #require(JoinedPlaces([picture, row], axes: picture.order)).maps
    #expect(maps[0].shape.extents == [1, 1, 40, 3])
    #expect(maps[1].shape.extents == [1, 1, 1, 3])
    let other = Placement(buffer: 2, shape: picture.shape, order: [0, 1, 2, 3])
    #expect(JoinedPlaces([picture, other], axes: picture.order) == nil)
  }
}

@Suite("Planning memory")
struct BufferPlanTests {
  @Test("buffers that live at the same time never overlap, in every small case")
  func noOverlap() {
    for seed in 0..<200 {
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      func draw(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      let buffers = (0..<8).map { _ in
        let first = draw(6)
        return BufferPlan.Buffer(count: draw(100), first: first, last: first + draw(4))
      }
      let plan = BufferPlan(buffers)
      for (i, a) in buffers.enumerated() {
        #expect(plan.offsets[i] % 16 == 0 && plan.offsets[i] + a.count <= plan.count)
        for (j, b) in buffers.enumerated()
        where i < j && a.first <= b.last && b.first <= a.last && a.count > 0 && b.count > 0 {
          let apart =
            plan.offsets[i] + a.count <= plan.offsets[j]
            || plan.offsets[j] + b.count <= plan.offsets[i]
          #expect(apart)
        }
      }
    }
  }

  @Test("a chain needs the memory of its two largest neighbours")
  func chain() {
    let buffers = [100, 200, 50, 200].enumerated().map { place, count in
      BufferPlan.Buffer(count: count, first: place, last: place + 1)
    }
    #expect(BufferPlan(buffers).count == 112 + 208)
  }
}
