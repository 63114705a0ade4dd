// Interactive Graph Cuts for Optimal Boundary & Region Segmentation of Objects in N-D Images.
// Boykov, Jolly. ICCV 2001.
// "GrabCut": Interactive Foreground Extraction Using Iterated Graph Cuts. Rother, Kolmogorov, Blake.
// ACM Transactions on Graphics 23(3), 2004.

import Basics
import Clicking
public import Imaging

/// Cuts the object out along strong contrast, by colours learnt from the clicks and from its own result.
///
/// The labels x of the pixels and the colour mixtures θ of object and background minimise, in nats,
///
/// E(x, θ) = Σ −κ log p(c | θ(x)) − Σ s(x) n exp(−d / ρ) + Σ λ (f + (1 − f) exp(−β ΔE²)) / length
///
/// summed over pixels, pixels, and pairs of eight-neighbours with different labels; s(x) is 1 where x is
/// the label of the nearest click, at distance d, and 0 elsewhere; β = 1 / (2 ⟨ΔE²⟩) over the image. The
/// disks of the clicks keep their labels. Cuts and refits of θ alternate until E stops falling.
public struct GraphCut: IISModel {
  /// `graph_cut`.
  public let name = "graph_cut"

  /// λ: the weight of the boundary, in nats per edge in an image whose diagonal is 1000 pixels.
  public var smoothness: Float = 17
  /// f: the part of the boundary's weight that contrast does not lower, in [0, 1].
  public var contrastFloor: Float = 0.05
  /// κ: the weight of the colours' likelihood.
  public var colorWeight: Float = 0.2
  /// n: how much a click says about its surroundings, in nats.
  public var clickWeight: Float = 2
  /// ρ: how far a click's word carries, as a share of the diagonal.
  public var clickRange: Float = 0.052
  /// Gaussians in each of the two colour mixtures.
  public var components = 5
  /// What is added to the variance of each Gaussian, in ΔE².
  public var colorVariance: Float = 8
  /// The share of a uniform density in each mixture, in (0, 1).
  public var uniformShare: Float = 0.1
  /// The radius of the disk that the first click fixes, as a share of the diagonal.
  public var firstRadius: Float = 0.014
  /// The radius of the disk that each later click fixes, as a share of the diagonal.
  public var laterRadius: Float = 0.0052
  /// How many observations of its colour a fixed pixel stands for.
  public var seedWeight: Float = 20
  /// The most refits of the colours after a click.
  public var refits = 3

  /// Creates the model with its tuned values.
  public init() {}

  /// Does everything that depends on the image alone.
  public func prepare(_ image: Image) throws -> any PreparedModel {
    let scale = WorkingScale(full: image.size)
    let reduced = try scale.reduce(image)
    let lab = LabImage(reduced)
    try Cancellation.check()
    let palette = ColorPalette(image: reduced, lab: lab)
    try Cancellation.check()
    return PreparedGraphCut(
      model: self, scale: scale, palette: palette, graph: boundaryGraph(lab, scale))
  }

  /// The graph of the boundary's weights alone.
  private func boundaryGraph(_ lab: LabImage, _ scale: WorkingScale) -> GridGraph {
    let contrast = Contrast(lab)
    var graph = GridGraph(height: lab.size.height, width: lab.size.width)
    let rate = contrast.mean > 0 ? 1 / (2 * contrast.mean) : 0
    let unit = smoothness * scale.diagonal / 1000
    for (index, squares) in contrast.squares.enumerated() {
      let node = graph.node(row: index / lab.size.width, column: index % lab.size.width)
      for (lane, direction) in GridGraph.ownDirections.enumerated() where squares[lane] >= 0 {
        let share = contrastFloor + (1 - contrastFloor) * exponential(-rate * squares[lane])
        graph.setCapacity(
          GridGraph.capacity(nats: unit * share / Contrast.lengths[lane]), at: node, direction)
      }
    }
    return graph
  }
}

private struct PreparedGraphCut: PreparedModel {
  /// What is kept from click to click: the graph with its flow, and the terms that are in it.
  private struct Memory: Sendable {
    var graph: GridGraph
    var terms: [Int32]
  }

  let model: GraphCut
  let scale: WorkingScale
  let palette: ColorPalette
  let graph: GridGraph

  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    let inside = scale.reduce(clicks)
    let seeds = Seeds(inside, size: scale.size) { index in
      scale.diagonal * (index == 0 ? model.firstRadius : model.laterRadius)
    }
    guard seeds.hasObject else { return scale.withoutObject(state) }
    let count = scale.size.count
    var memory =
      state.extra["graph_cut"] as? Memory
      ?? Memory(
        graph: graph, terms: [Int32](repeating: 0, count: count))
    if memory.terms.count != count || memory.graph.width != graph.width {
      memory = Memory(graph: graph, terms: [Int32](repeating: 0, count: count))
    }
    let words = try wordsOfClicks(inside)
    var isObject =
      scale.reduce(state.previous)?.map { $0 > 0.5 }
      ?? [Bool](
        repeating: false, count: count)
    var colors = RegionColors(model, palette, seeds, isObject)
    var least = Float.infinity
    for _ in 0...max(model.refits, 0) {
      try cut(&memory, seeds, colors, words)
      let labels = memory.graph.sourcePixels
      let energy = energy(labels, seeds, colors, words)
      guard energy < least else { break }
      least = energy
      if labels == isObject { break }
      isObject = labels
      colors.refit(palette, seeds, isObject)
    }
    var (y, z) = try scale.finish(isObject.map { $0 ? 1 : 0 }, clicks, state)
    z.extra["graph_cut"] = memory
    return (y, z)
  }

  /// n exp(−d / ρ) for the nearest click of each pixel, negative for a negative click; the newest
  /// of equally near ones counts.
  private func wordsOfClicks(_ clicks: [Click]) throws -> [Float] {
    let range = max(model.clickRange * scale.diagonal, .leastNormalMagnitude)
    var words = [Float](repeating: 0, count: scale.size.count)
    for row in 0..<scale.size.height {
      try Cancellation.check()
      for column in 0..<scale.size.width {
        var nearest = Int.max
        var sign: Float = 0
        for click in clicks {
          let (dy, dx) = (row - click.pixel.row, column - click.pixel.column)
          let square = dy * dy + dx * dx
          if square <= nearest {
            nearest = square
            sign = click.isPositive ? 1 : -1
          }
        }
        let distance = Float(nearest).squareRoot()
        words[row * scale.size.width + column] =
          sign * model.clickWeight * exponential(-distance / range)
      }
    }
    return words
  }

  /// Moves the graph's terminal capacities to the present terms, and cuts it.
  private func cut(
    _ memory: inout Memory, _ seeds: Seeds, _ colors: RegionColors, _ words: [Float]
  ) throws {
    for index in words.indices {
      let term = term(index, seeds, colors, words)
      let node = graph.node(row: index / scale.size.width, column: index % scale.size.width)
      memory.graph.add(term - memory.terms[index], at: node)
      memory.terms[index] = term
    }
    try memory.graph.maximizeFlow()
  }

  /// What background costs a pixel more than object does.
  private func term(
    _ index: Int, _ seeds: Seeds, _ colors: RegionColors, _ words: [Float]
  ) -> Int32 {
    switch seeds.labels[index] {
    case .object: graph.unbreakable
    case .background: -graph.unbreakable
    case .free:
      GridGraph.capacity(nats: model.colorWeight * colors.advantage[Int(palette.entries[index])])
        + GridGraph.capacity(nats: words[index])
    }
  }

  /// E of these labels, but for a constant.
  private func energy(
    _ isObject: [Bool], _ seeds: Seeds, _ colors: RegionColors, _ words: [Float]
  ) -> Float {
    var agreed = 0.0
    for index in words.indices where seeds.labels[index] == .free {
      if isObject[index] == (words[index] > 0) { agreed += Double(abs(words[index])) }
    }
    let boundary = Double(graph.cutCapacity(isObject)) / Double(GridGraph.natsUnit)
    return Float(
      Double(model.colorWeight) * colors.cost(palette, seeds, isObject) - agreed + boundary)
  }
}
