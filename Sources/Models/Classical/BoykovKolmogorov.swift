// An Experimental Comparison of Min-Cut/Max-Flow Algorithms for Energy Minimization in Vision.
// Boykov, Kolmogorov. IEEE Transactions on Pattern Analysis and Machine Intelligence 26(9), 2004.

import Basics

/// The search for a maximum flow of a ``GridGraph`` with two trees, one from each terminal.
///
/// The trees *grow* along unsaturated edges until they touch; the path that joins the terminals is
/// *augmented*; what that cuts off its tree is an orphan and is *adopted* by another parent of its
/// tree or becomes free. Times and distances to the terminal shorten the walks to the root.
struct BoykovKolmogorov {
  /// What the search knows of a node.
  struct Node {
    fileprivate(set) var tree = Tree.free
    /// The direction of the edge to the parent, or what stands for it.
    fileprivate var parent = Parent.none
    /// When `distance` was last known to be right.
    fileprivate var time: Int32 = 0
    /// The number of edges to the terminal.
    fileprivate var distance: Int32 = 0
    /// The next node in the queue of active ones: itself at the end, −1 outside.
    fileprivate var next: Int32 = -1
  }

  /// The terminal to which a node hangs.
  enum Tree {
    static let free: UInt8 = 0
    static let source: UInt8 = 1
    static let sink: UInt8 = 2
  }

  /// What stands for the direction of the parent where that is no neighbour.
  private enum Parent {
    static let terminal: UInt8 = 8
    static let none: UInt8 = 9
  }

  /// The flow that was added.
  private(set) var flow = 0

  // Unsafe pointers: checks of bounds and of uniqueness in these loops would double the time of a
  // cut. Every index is a node's, or that of a neighbour; the graph's border keeps both inside.
  private let count: Int
  private let residual: UnsafeMutablePointer<Int32>
  private let excess: UnsafeMutablePointer<Int32>
  private let nodes: UnsafeMutablePointer<Node>
  private let offset: UnsafePointer<Int>

  private var firstActive: Int32 = -1
  private var lastActive: Int32 = -1
  private var orphans: [Int32] = []
  private var time: Int32 = 0

  /// Prepares a search on memory that the caller keeps: eight residual capacities, one excess and
  /// one fresh node each for `count` nodes, and the steps in memory to the eight neighbours.
  init(
    count: Int, residual: UnsafeMutablePointer<Int32>, excess: UnsafeMutablePointer<Int32>,
    nodes: UnsafeMutablePointer<Node>, offset: UnsafePointer<Int>
  ) {
    self.count = count
    self.residual = residual
    self.excess = excess
    self.nodes = nodes
    self.offset = offset
  }

  /// Grows, augments and adopts until saturated edges separate the trees.
  mutating func run() throws {
    plantRoots()
    var steps = 0
    while let node = popActive() {
      while nodes[node].tree != Tree.free, let bridge = grow(node) {
        time += 1
        augment(from: bridge.start, along: bridge.direction)
        adoptOrphans()
        steps += 1
        if steps & 1023 == 0 { try Cancellation.check() }
      }
      steps += 1
      if steps & 1023 == 0 { try Cancellation.check() }
    }
  }

  private mutating func plantRoots() {
    for node in 0..<count where excess[node] != 0 {
      nodes[node].tree = excess[node] > 0 ? Tree.source : Tree.sink
      nodes[node].parent = Parent.terminal
      nodes[node].distance = 1
      activate(node)
    }
  }
}

// MARK: - Growth

extension BoykovKolmogorov {
  /// Lets a node take its free neighbours into its tree.
  ///
  /// - Returns: an unsaturated edge from the source's tree to the sink's, once one is met.
  @inline(__always)
  private mutating func grow(_ node: Int) -> (start: Int, direction: Int)? {
    let tree = nodes[node].tree
    for direction in 0..<8 {
      let neighbor = node + offset[direction]
      guard capacity(of: tree, from: node, direction, to: neighbor) > 0 else { continue }
      if nodes[neighbor].tree == Tree.free {
        nodes[neighbor].tree = tree
        hang(neighbor, on: node, 7 - direction)
        activate(neighbor)
      } else if nodes[neighbor].tree != tree {
        return tree == Tree.source ? (node, direction) : (neighbor, 7 - direction)
      } else if nodes[neighbor].time <= nodes[node].time,
        nodes[neighbor].distance > nodes[node].distance
      {
        hang(neighbor, on: node, 7 - direction)
      }
    }
    return nil
  }

  /// What can still flow along a tree's edge, away from the source or towards the sink.
  @inline(__always)
  private func capacity(of tree: UInt8, from node: Int, _ direction: Int, to neighbor: Int)
    -> Int32
  {
    tree == Tree.source ? residual[8 * node + direction] : residual[8 * neighbor + 7 - direction]
  }

  @inline(__always)
  private func hang(_ child: Int, on parent: Int, _ direction: Int) {
    nodes[child].parent = UInt8(direction)
    nodes[child].time = nodes[parent].time
    nodes[child].distance = nodes[parent].distance + 1
  }
}

// MARK: - Augmentation

extension BoykovKolmogorov {
  /// Pushes as much as fits along the path from the source through an edge to the sink.
  private mutating func augment(from start: Int, along direction: Int) {
    let end = start + offset[direction]
    let edge = 8 * start + direction
    let amount = min(residual[edge], narrowest(from: start), narrowest(from: end))
    residual[edge] -= amount
    residual[8 * end + 7 - direction] += amount
    push(amount, from: start)
    push(amount, from: end)
    flow += Int(amount)
  }

  /// The least capacity between a node and its terminal.
  private func narrowest(from start: Int) -> Int32 {
    var node = start
    var least = Int32.max
    while nodes[node].parent != Parent.terminal {
      let direction = Int(nodes[node].parent)
      let parent = node + offset[direction]
      least = min(least, capacity(of: nodes[node].tree, from: parent, 7 - direction, to: node))
      node = parent
    }
    return min(least, abs(excess[node]))
  }

  /// Pushes flow between a node and its terminal; whose edge it fills becomes an orphan.
  private mutating func push(_ amount: Int32, from start: Int) {
    let fromSource = nodes[start].tree == Tree.source
    var node = start
    while nodes[node].parent != Parent.terminal {
      let direction = Int(nodes[node].parent)
      let parent = node + offset[direction]
      let up = 8 * node + direction
      let down = 8 * parent + 7 - direction
      let (filled, freed) = fromSource ? (down, up) : (up, down)
      residual[filled] -= amount
      residual[freed] += amount
      if residual[filled] == 0 { orphan(node) }
      node = parent
    }
    excess[node] -= fromSource ? amount : -amount
    if excess[node] == 0 { orphan(node) }
  }

  private mutating func orphan(_ node: Int) {
    nodes[node].parent = Parent.none
    orphans.append(Int32(node))
  }
}

// MARK: - Adoption

extension BoykovKolmogorov {
  /// Finds a new parent for every orphan, or frees it, which may make orphans of its children.
  private mutating func adoptOrphans() {
    // The nearest to the terminal come first: they may be the others' new parents.
    orphans.reverse()
    var next = 0
    while next < orphans.count {
      let node = Int(orphans[next])
      next += 1
      if !adopt(node) { free(node) }
    }
    orphans.removeAll(keepingCapacity: true)
  }

  /// Hangs an orphan on the neighbour in its tree that is nearest to the terminal, if there is one.
  private mutating func adopt(_ orphan: Int) -> Bool {
    let tree = nodes[orphan].tree
    var best = Parent.none
    var least = Int32.max
    for direction in 0..<8 {
      let neighbor = orphan + offset[direction]
      guard nodes[neighbor].tree == tree,
        capacity(of: tree, from: neighbor, 7 - direction, to: orphan) > 0,
        let distance = distanceToTerminal(from: neighbor)
      else { continue }
      if distance < least {
        least = distance
        best = UInt8(direction)
      }
    }
    guard best != Parent.none else { return false }
    nodes[orphan].parent = best
    nodes[orphan].time = time
    nodes[orphan].distance = least + 1
    return true
  }

  /// The number of edges to the terminal, which the walk notes; `nil` if the walk ends at an orphan.
  private func distanceToTerminal(from start: Int) -> Int32? {
    var node = start
    var distance: Int32 = 0
    while nodes[node].time != time {
      if nodes[node].parent == Parent.none { return nil }
      if nodes[node].parent == Parent.terminal {
        nodes[node].time = time
        nodes[node].distance = 1
      } else {
        node += offset[Int(nodes[node].parent)]
        distance += 1
      }
    }
    distance += nodes[node].distance
    noteDistances(from: start, distance)
    return distance
  }

  private func noteDistances(from start: Int, _ distance: Int32) {
    var node = start
    var left = distance
    while nodes[node].time != time {
      nodes[node].time = time
      nodes[node].distance = left
      left -= 1
      node += offset[Int(nodes[node].parent)]
    }
  }

  private mutating func free(_ orphan: Int) {
    let tree = nodes[orphan].tree
    for direction in 0..<8 {
      let neighbor = orphan + offset[direction]
      guard nodes[neighbor].tree == tree else { continue }
      if capacity(of: tree, from: neighbor, 7 - direction, to: orphan) > 0 { activate(neighbor) }
      if Int(nodes[neighbor].parent) == 7 - direction { self.orphan(neighbor) }
    }
    nodes[orphan].tree = Tree.free
  }
}

// MARK: - The queue of active nodes

extension BoykovKolmogorov {
  @inline(__always)
  private mutating func activate(_ node: Int) {
    guard nodes[node].next < 0 else { return }
    nodes[node].next = Int32(node)
    if lastActive >= 0 {
      nodes[Int(lastActive)].next = Int32(node)
    } else {
      firstActive = Int32(node)
    }
    lastActive = Int32(node)
  }

  /// The first active node that still hangs on a tree.
  private mutating func popActive() -> Int? {
    while firstActive >= 0 {
      let node = Int(firstActive)
      let next = nodes[node].next
      nodes[node].next = -1
      firstActive = Int(next) == node ? -1 : next
      if firstActive < 0 { lastActive = -1 }
      if nodes[node].tree != Tree.free { return node }
    }
    return nil
  }
}
