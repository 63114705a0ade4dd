public import Imaging

/// The film strips of a result's first objects, one below the other.
public struct Overview {
  private let strips: [FilmStrip]

  /// Replays the first `count` objects that have a target.
  public init(of result: EvaluationResult, count: Int = 6) throws {
    let rows = result.rows.filter { $0.end != .emptyTarget }.prefix(count)
    strips = try rows.map { row in
      try FilmStrip(of: row, steps: result.replay(row), in: result, count: 4, height: 160)
    }
  }

  /// The overview as one picture.
  public func drawn() -> Image {
    let columns = strips.map(\.panels.count).max() ?? 1
    let blank = Montage.Panel(Image(size: Size(height: 1, width: 1), filledWith: .ground))
    let panels = strips.flatMap { strip in
      strip.panels + Array(repeating: blank, count: columns - strip.panels.count)
    }
    return Montage(panels, columns: columns).draw()
  }
}
