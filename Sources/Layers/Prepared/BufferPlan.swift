/// Which parts of one block of memory the buffers of a network take: buffers whose lives do not overlap
/// may lie in the same place.
///
/// The largest buffer is placed first, each at the lowest offset where it meets no buffer that lives at
/// the same time ("greedy by size", Pisarchyk and Lee: Efficient Memory Management for Deep Neural Net
/// Inference, 2020).
struct BufferPlan {
  /// One buffer: its size in floats and the steps in which it is alive.
  struct Buffer {
    var count: Int
    var first: Int
    var last: Int
  }

  /// Where each buffer begins, in floats.
  let offsets: [Int]
  /// The floats of the whole block.
  let count: Int

  /// Buffers begin at multiples of 64 bytes.
  private static let alignment = 16

  init(_ buffers: [Buffer]) {
    var offsets = [Int](repeating: 0, count: buffers.count)
    var placed: [Int] = []
    var count = 0
    let order = buffers.indices.sorted { (buffers[$0].count, $1) > (buffers[$1].count, $0) }
    for index in order where buffers[index].count > 0 {
      let buffer = buffers[index]
      let neighbours = placed.filter {
        buffers[$0].first <= buffer.last && buffer.first <= buffers[$0].last
      }
      var offset = 0
      for other in neighbours.sorted(by: { offsets[$0] < offsets[$1] }) {
        if offset + Self.aligned(buffer.count) <= offsets[other] { break }
        offset = max(offset, offsets[other] + Self.aligned(buffers[other].count))
      }
      offsets[index] = offset
      placed.append(index)
      count = max(count, offset + Self.aligned(buffer.count))
    }
    self.offsets = offsets
    self.count = count
  }

  private static func aligned(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }
}
