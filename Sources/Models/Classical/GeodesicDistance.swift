// A Note on Two Problems in Connexion with Graphs. Dijkstra. Numerische Mathematik 1, 1959; with
// buckets for the queue: Algorithm 360, Shortest-Path Forest with Topological Ordering. Dial.
// Communications of the ACM 12(11), 1969.

import Basics
import Imaging

/// Exact distances along the cheapest paths of eight-neighbour steps over a picture.
///
/// A step from p to q costs (`lengthCost` · |p − q| + `colorCost` · ΔE(p, q) + |h(p) − h(q)|) · ``unit``,
/// where the height map h is given with each call; the first two terms together and the last are
/// rounded to whole numbers and cut off at ``longestPart``.
struct GeodesicDistance: Sendable {
  /// How many units make a cost of 1.
  static let unit: Float = 64
  /// The distance of a pixel that no source reaches.
  static let unreached = Int32.max
  /// What either part of a step costs at most, in units.
  static let longestPart: Float = 2047

  /// Height and width.
  let size: Size
  /// The first part of the cost of the steps of a node to the east, south-west, south and south-east.
  /// Nodes are pixels inside a border of one, which has distances below 0 and is never entered.
  private let steps: [SIMD4<Int32>]

  /// Measures the part of the steps' costs that depends on the image alone.
  ///
  /// - Parameters:
  ///   - lengthCost: the cost of a pixel's length, at least 0.
  ///   - colorCost: the cost of a difference of 1 ΔE, at least 0.
  init(_ contrast: Contrast, lengthCost: Float, colorCost: Float) {
    size = Size(height: contrast.height, width: contrast.width)
    let least = SIMD4<Float>(repeating: 1)
    let most = SIMD4<Float>(repeating: Self.longestPart)
    let stride = size.width + 2
    var steps = [SIMD4<Int32>](repeating: .zero, count: (size.height + 2) * stride)
    for (index, squares) in contrast.squares.enumerated() {
      let differences = squares.clamped(lowerBound: .zero, upperBound: most * most).squareRoot()
      let cost = Self.unit * (lengthCost * Contrast.lengths + colorCost * differences)
      let node = (index / size.width + 1) * stride + index % size.width + 1
      steps[node] = SIMD4<Int32>(
        cost.clamped(lowerBound: least, upperBound: most).rounded(.toNearestOrAwayFromZero))
    }
    self.steps = steps
  }

  /// The distances from the sources, in units.
  ///
  /// - Parameters:
  ///   - sources: the first cost of each pixel in units, from 0 to ``longestPart``; ``unreached`` where
  ///     there is no source.
  ///   - heights: h, at least 0, of the same size.
  /// - Throws: ``Cancellation/Interrupted``.
  func distances(from sources: [Int32], heights: [Float]) throws -> [Int32] {
    let stride = size.width + 2
    var nodes = [Node](repeating: Node(), count: steps.count)
    for (index, source) in sources.enumerated() {
      let node = (index / size.width + 1) * stride + index % size.width + 1
      nodes[node].distance =
        source == Self.unreached ? source : min(max(source, 0), Int32(Self.longestPart))
      nodes[node].height = Int32(min(heights[index] * Self.unit, Self.longestPart))
    }
    try settle(&nodes)
    return sources.indices.map {
      nodes[($0 / size.width + 1) * stride + $0 % size.width + 1].distance
    }
  }

  private func settle(_ nodes: inout [Node]) throws {
    var buckets = [Int32](repeating: -1, count: BucketQueue.bucketCount)
    try nodes.withUnsafeMutableBufferPointer { nodes in
      try buckets.withUnsafeMutableBufferPointer { buckets in
        try steps.withUnsafeBufferPointer { steps in
          guard let node = nodes.baseAddress, let bucket = buckets.baseAddress,
            let step = steps.baseAddress
          else { return }
          var queue = BucketQueue(
            node: node, count: nodes.count, bucket: bucket, step: step, stride: size.width + 2)
          try queue.run()
        }
      }
    }
  }
}

/// What the search knows of a node.
private struct Node {
  /// The least distance found; −1 in the border.
  var distance: Int32 = -1
  var height: Int32 = 0
  /// The neighbours in the list of the bucket; −1 where there is none.
  var next: Int32 = -1
  var previous: Int32 = -1
}

/// Dijkstra's search with one list of nodes for each distance, in a ring as long as the longest step.
///
/// Unsafe pointers, because this loop is most of the time of a click. Nodes of the border are never
/// entered, so that all neighbours of the nodes that are visited lie in memory.
private struct BucketQueue {
  /// A power of two above the cost of every step.
  static let bucketCount = 4096

  let node: UnsafeMutablePointer<Node>
  let bucket: UnsafeMutablePointer<Int32>
  let step: UnsafePointer<SIMD4<Int32>>
  let stride: Int
  private var waiting = 0

  /// Queues the sources, which the ring holds all at once.
  init(
    node: UnsafeMutablePointer<Node>, count: Int, bucket: UnsafeMutablePointer<Int32>,
    step: UnsafePointer<SIMD4<Int32>>, stride: Int
  ) {
    self.node = node
    self.bucket = bucket
    self.step = step
    self.stride = stride
    for at in 0..<count
    where node[at].distance >= 0 && node[at].distance < GeodesicDistance.unreached {
      insert(at)
    }
  }

  /// Settles node after node, the nearest first.
  mutating func run() throws {
    var distance: Int32 = 0
    var settled = 0
    while waiting > 0 {
      while case let head = bucket[slot(distance)], head >= 0 {
        remove(Int(head))
        visit(Int(head), distance)
        settled += 1
        if settled & 0x3FFF == 0 { try Cancellation.check() }
      }
      distance += 1
    }
  }

  @inline(__always)
  private mutating func visit(_ at: Int, _ distance: Int32) {
    let own = step[at]
    lower(at + 1, at, distance + own.x)
    lower(at + stride - 1, at, distance + own.y)
    lower(at + stride, at, distance + own.z)
    lower(at + stride + 1, at, distance + own.w)
    lower(at - 1, at, distance + step[at - 1].x)
    lower(at - stride + 1, at, distance + step[at - stride + 1].y)
    lower(at - stride, at, distance + step[at - stride].z)
    lower(at - stride - 1, at, distance + step[at - stride - 1].w)
  }

  @inline(__always)
  private mutating func lower(_ at: Int, _ from: Int, _ base: Int32) {
    let candidate = base &+ abs(node[at].height &- node[from].height)
    guard candidate < node[at].distance else { return }
    // Settled nodes are nearer than any candidate: one that has a distance still waits.
    if node[at].distance != GeodesicDistance.unreached { remove(at) }
    node[at].distance = candidate
    insert(at)
  }

  @inline(__always)
  private func slot(_ distance: Int32) -> Int { Int(distance) & (Self.bucketCount - 1) }

  @inline(__always)
  private mutating func insert(_ at: Int) {
    let slot = slot(node[at].distance)
    let head = bucket[slot]
    node[at].next = head
    node[at].previous = -1
    if head >= 0 { node[Int(head)].previous = Int32(at) }
    bucket[slot] = Int32(at)
    waiting += 1
  }

  @inline(__always)
  private mutating func remove(_ at: Int) {
    let (previous, next) = (node[at].previous, node[at].next)
    if previous >= 0 {
      node[Int(previous)].next = next
    } else {
      bucket[slot(node[at].distance)] = next
    }
    if next >= 0 { node[Int(next)].previous = previous }
    waiting -= 1
  }
}
