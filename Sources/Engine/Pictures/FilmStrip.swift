import Basics
import Clicking
public import Imaging

/// An inference as a row of pictures: the target, then the steps, captioned with clicks and IoU.
public struct FilmStrip: Sendable {
  /// The pictures of a strip, from the left.
  public let panels: [Montage.Panel]

  /// Draws the target and up to `count` steps: the first ones, spread ones, and the last.
  ///
  /// - Parameter height: the panels' height in pixels; pictures are scaled down to it, never up.
  public init(
    of row: EvaluationRow, steps: [InferenceStep], in result: EvaluationResult, count: Int = 5,
    height: Int = 240
  ) throws {
    let (image, target) = try result.load(row)
    func panel(_ picture: Image, _ caption: String) throws -> Montage.Panel {
      let box = Size(height: height, width: picture.size.width)
      return Montage.Panel(try picture.fitted(into: box), caption: caption)
    }
    var panels = [try panel(Overlays.target(target, over: image), row.id)]
    for index in Self.chosen(count, of: steps.count) {
      let clicks = steps[index].clicks.count
      panels.append(
        try panel(
          Overlays.step(steps[index], target: target, over: image),
          "\(clicks) click\(clicks == 1 ? "" : "s"), IoU \(row.ious[index].fixed(3))"))
    }
    self.panels = panels
  }

  /// The strip as one picture.
  public func drawn() -> Image { Montage(panels, columns: panels.count).draw() }

  /// `count` of the indices below `total`, the first and the last among them, ever wider apart.
  static func chosen(_ count: Int, of total: Int) -> [Int] {
    guard total > count, count > 1 else { return Array(0..<total) }
    let growth = Double(count - 1)
    let spread = (0..<count).map { step in
      Int((Double(total - 1) * (Double(step) / growth) * (Double(step) / growth)).rounded())
    }
    // Where the steps crowd at the beginning, each takes the next free place.
    return spread.reduce(into: []) { chosen, index in
      chosen.append(max(index, (chosen.last ?? -1) + 1))
    }
  }
}
