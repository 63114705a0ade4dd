/// The weights of the eight edges of a node, in memory.
///
/// Unsafe pointers, because these sums are nearly all the time of a click; their users run over inner
/// nodes only, whose neighbours lie in memory. What does not depend on the node before is summed for eight
/// nodes at once.
struct Stencil {
  private let east: UnsafePointer<Float>
  private let southWest: UnsafePointer<Float>
  private let south: UnsafePointer<Float>
  private let southEast: UnsafePointer<Float>
  private let stride: Int

  init(_ weights: UnsafePointer<Float>, stride: Int, count: Int) {
    east = weights
    southWest = weights + count
    south = weights + 2 * count
    southEast = weights + 3 * count
    self.stride = stride
  }

  /// The weighted sum over the neighbours that come before a node in memory.
  @inline(__always)
  func earlier(_ x: UnsafePointer<Float>, _ node: Int) -> Float {
    let up = node - stride
    let above = southEast[up - 1] * x[up - 1] + south[up] * x[up] + southWest[up + 1] * x[up + 1]
    return above + east[node - 1] * x[node - 1]
  }

  /// The weighted sum over the neighbours that come after a node in memory.
  @inline(__always)
  func later(_ x: UnsafePointer<Float>, _ node: Int) -> Float {
    let down = node + stride
    let below =
      southWest[node] * x[down - 1] + south[node] * x[down]
      + southEast[node] * x[down + 1]
    return below + east[node] * x[node + 1]
  }

  /// The weighted sums over the neighbours that come after each node of a range.
  func later(
    _ x: UnsafePointer<Float>, _ nodes: Range<Int>, into sums: UnsafeMutablePointer<Float>
  ) {
    forEach(nodes, into: sums) { node, load in
      let down = node + stride
      let below =
        load(southWest, node) * load(x, down - 1) + load(south, node) * load(x, down)
        + load(southEast, node) * load(x, down + 1)
      return below + load(east, node) * load(x, node + 1)
    } one: {
      later(x, $0)
    }
  }

  /// The weighted sums of what the value of each node of a range exceeds its neighbours' by.
  func differences(
    _ x: UnsafePointer<Float>, _ nodes: Range<Int>, into sums: UnsafeMutablePointer<Float>
  ) {
    forEach(nodes, into: sums) { node, load in
      let (up, down, value) = (node - stride, node + stride, load(x, node))
      let above =
        load(southEast, up - 1) * (value - load(x, up - 1))
        + load(south, up) * (value - load(x, up))
        + load(southWest, up + 1) * (value - load(x, up + 1))
      let below =
        load(southWest, node) * (value - load(x, down - 1))
        + load(south, node) * (value - load(x, down))
        + load(southEast, node) * (value - load(x, down + 1))
      return above + below + load(east, node - 1) * (value - load(x, node - 1))
        + load(east, node) * (value - load(x, node + 1))
    } one: { node in
      let w = around(node)
      let (up, down) = (node - stride, node + stride)
      let others = SIMD8(
        x[up - 1], x[up], x[up + 1], x[node - 1], x[node + 1], x[down - 1], x[down], x[down + 1])
      return (w * (x[node] - others)).sum()
    }
  }

  private typealias Load = (UnsafePointer<Float>, Int) -> SIMD8<Float>

  /// Eight nodes at a time by `eight`, the rest of them by `one`.
  @inline(__always)
  private func forEach(
    _ nodes: Range<Int>, into sums: UnsafeMutablePointer<Float>,
    eight: (Int, Load) -> SIMD8<Float>, one: (Int) -> Float
  ) {
    let load: Load = { UnsafeRawPointer($0 + $1).loadUnaligned(as: SIMD8<Float>.self) }
    var node = nodes.lowerBound
    while node + 8 <= nodes.upperBound {
      UnsafeMutableRawPointer(sums + node).storeBytes(of: eight(node, load), as: SIMD8<Float>.self)
      node += 8
    }
    while node < nodes.upperBound {
      sums[node] = one(node)
      node += 1
    }
  }

  /// The weights of a node's edges: north-west, north, north-east, west, east, south-west, south, south-east.
  @inline(__always)
  func around(_ node: Int) -> SIMD8<Float> {
    let up = node - stride
    return SIMD8(
      southEast[up - 1], south[up], southWest[up + 1], east[node - 1], east[node],
      southWest[node], south[node], southEast[node])
  }
}
