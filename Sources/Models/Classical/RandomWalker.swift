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
  /// Where the solver stops: the greatest estimate of the error at a pixel.
  public var tolerance: Float = 5e-5
  /// The most steps of the solver.
  public var steps = 250

  /// Creates the model with its tuned values.
  public init() {}

  /// Does everything that depends on the image alone.
  public func prepare(_ image: Image) throws -> any PreparedModel {
    let scale = WorkingScale(full: image.size)
    let lab = LabImage(try scale.reduce(image))
    try Cancellation.check()
    let edges = GridLaplacian(Contrast(lab), beta: beta, floor: leastWeight)
    return PreparedRandomWalker(model: self, scale: scale, edges: edges)
  }
}

private struct PreparedRandomWalker: PreparedModel {
  let model: RandomWalker
  let scale: WorkingScale
  let edges: GridLaplacian

  func predict(
    _ clicks: ClickSequence, state: ModelState
  ) throws -> (y: Plane, z: ModelState) {
    let inside = scale.reduce(clicks)
    guard inside.contains(where: \.isPositive) else { return scale.withoutObject(state) }
    let previous = scale.reduce(state.previous)
    let solver = ConjugateGradients(tolerance: model.tolerance, steps: model.steps)
    let x = try solver.solve(
      problem(inside), from: previous ?? [Float](repeating: 0, count: scale.size.count)
    ).x
    return try scale.finish(x.map { min(max($0, 0), 1) }, clicks, state)
  }

  /// The equations of these clicks.
  private func problem(_ clicks: [Click]) -> DirichletProblem {
    let size = scale.size
    let seeds = Seeds(clicks, size: size) { _ in model.seedRadius * size.diagonal }
    var pull = [Float](repeating: 0, count: size.count)
    for index in size.rim(width: 1) { pull[index] = model.rimWeight / size.diagonal }
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
