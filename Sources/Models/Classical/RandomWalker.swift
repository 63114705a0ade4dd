// Random Walks for Image Segmentation. Grady. IEEE Transactions on Pattern Analysis and Machine
// Intelligence 28(11), 2006.

import Basics
import Clicking
public import Imaging

/// The probability that a walker from a pixel reaches a positive click before a negative one.
///
/// The walker prefers steps between like colours: an edge weighs exp(−β ΔE² / ⟨ΔE²⟩) over its length,
/// eight neighbours each. The probabilities solve the Dirichlet problem of the grid's Laplacian with the
/// clicks' disks as boundary. At the picture's rim a walker leaves it now and then, which counts as
/// background: so the first click alone already separates an object.
public struct RandomWalker: IISModel {
  /// `random_walker`.
  public let name = "random_walker"

  /// β: how much contrast hinders the walker, relative to the mean squared contrast of the image.
  public var beta: Float = 6
  /// The least weight of an edge before the division by its length, in (0, 1].
  public var leastWeight: Float = 1e-4
  /// The weight of the edge from a pixel of the rim to the background outside, times the
  /// diagonal's length in pixels.
  public var rimWeight: Float = 5.8
  /// The radius of a click's disk, as a share of the image's diagonal.
  public var seedRadius: Float = 0.007
  /// Where the solver stops on each level: the root mean square of the error's estimate.
  public var tolerance: Float = 2e-4
  /// The most steps of the solver on the finest level; each coarser level may take twice as many.
  public var steps = 40

  /// Creates the model with its tuned values.
  public init() {}

  /// Does everything that depends on the image alone.
  public func prepare(_ image: Image) throws -> any PreparedModel {
    let scale = WorkingScale(full: image.size)
    var lab = LabImage(try scale.reduce(image))
    var levels: [RandomWalkerLevel] = []
    while true {
      try Cancellation.check()
      let edges = GridLaplacian(Contrast(lab), beta: beta, floor: leastWeight)
      levels.append(RandomWalkerLevel(size: lab.size, edges: edges))
      if min(lab.size.height, lab.size.width) < 32 { break }
      lab = lab.halved
    }
    return PreparedRandomWalker(model: self, scale: scale, levels: levels)
  }
}

private struct PreparedRandomWalker: PreparedModel {
  let model: RandomWalker
  let scale: WorkingScale
  /// The grids, each half as high and wide as the one before it.
  let levels: [RandomWalkerLevel]

  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    let inside = scale.reduce(clicks)
    guard inside.contains(where: \.isPositive) else { return scale.withoutObject(state) }
    let empty = Plane(size: scale.size)
    let previous = scale.reduce(state.previous).map { Plane(size: scale.size, values: $0) }
    let x = try solve(0, inside, from: previous ?? empty)
    return try scale.finish(x.values.map { min(max($0, 0), 1) }, clicks, state)
  }

  /// Solves on a level, after the coarser ones: what the new click changes there is added to the
  /// previous solution, so that only local errors are left for this level's steps.
  private func solve(_ index: Int, _ clicks: [Click], from previous: Plane) throws -> Plane {
    let level = levels[index]
    var start = previous
    if index + 1 < levels.count {
      let coarse = previous.halved
      var change = try solve(index + 1, clicks.map(\.halved), from: coarse)
      for place in change.values.indices { change.values[place] -= coarse.values[place] }
      start.addDoubled(change)
    }
    let solver = ConjugateGradients(tolerance: model.tolerance, steps: model.steps << index)
    let x = try solver.solve(level.problem(model, clicks), from: start.values).x
    return Plane(size: level.size, values: x)
  }
}

/// A grid of the random walker.
private struct RandomWalkerLevel {
  let size: Size
  let edges: GridLaplacian

  /// The equations of these clicks.
  func problem(_ model: RandomWalker, _ clicks: [Click]) -> DirichletProblem {
    let diagonal = size.diagonal
    let seeds = Seeds(clicks, size: size) { _ in model.seedRadius * diagonal }
    var pull = [Float](repeating: 0, count: size.count)
    for index in size.rim(width: 1) { pull[index] = model.rimWeight / diagonal }
    let given = seeds.labels.map { label -> Float in
      switch label {
      case .object: 1
      case .background: 0
      case .free: DirichletProblem.unknown
      }
    }
    return DirichletProblem(
      edges, pull: pull, target: [Float](repeating: 0, count: size.count), given: given)
  }
}
