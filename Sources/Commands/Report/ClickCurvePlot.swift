import Basics

/// A curve of mean IoU over clicks, as a drawing that takes the page's colours.
struct ClickCurvePlot {
  private static let (width, height) = (640.0, 260.0)
  private static let (left, right, top, bottom) = (48.0, 16.0, 14.0, 36.0)

  private let points: [(clicks: Int, iou: Double)]
  /// The bottom of the scale: a multiple of 10 %, below the lowest point.
  private let lowest: Double

  init(_ points: [(clicks: Int, iou: Double)]) {
    self.points = points
    let least = points.map(\.iou).filter(\.isFinite).min() ?? 0
    lowest = min(max((least * 10).rounded(.down) / 10, 0), 0.9)
  }

  var svg: String {
    let first = points.first?.clicks ?? 1
    let last = points.last?.clicks ?? 1
    let path = points.map { "\(x($0.clicks).fixed(1)),\(y($0.iou).fixed(1))" }
    var svg =
      "<svg class=\"plot\" viewBox=\"0 0 \(Self.width.fixed(0)) \(Self.height.fixed(0))\" role=\"img\" aria-label=\"mean IoU over clicks, from \(first) to \(last)\">\n"
    for line in gridLines {
      svg +=
        "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" "
        + "y1=\"\(y(line).fixed(1))\" y2=\"\(y(line).fixed(1))\"/>"
        + text((line * 100).fixed(0) + " %", Self.left - 8, y(line) + 4, "end")
    }
    for click in labelledClicks {
      svg += text("\(click)", x(click), Self.height - Self.bottom + 18, "middle")
    }
    svg += text("clicks", Self.width - Self.right, Self.height - 4, "end")
    svg += text("mean IoU", Self.left + 4, Self.top + 18, "start")
    svg += "<polyline class=\"curve\" points=\"\(path.joined(separator: " "))\"/>\n"
    if points.count <= 40 {
      for point in points {
        svg +=
          "<circle class=\"dot\" r=\"3\" cx=\"\(x(point.clicks).fixed(1))\" "
          + "cy=\"\(y(point.iou).fixed(1))\"><title>\(point.clicks) clicks: "
          + "\((point.iou * 100).fixed(2)) %</title></circle>"
      }
    }
    return svg + "\n</svg>\n"
  }

  private func x(_ clicks: Int) -> Double {
    let first = points.first?.clicks ?? 1
    let span = max((points.last?.clicks ?? 1) - first, 1)
    return Self.left + 8
      + (Self.width - Self.left - Self.right - 16) * Double(clicks - first) / Double(span)
  }

  private func y(_ iou: Double) -> Double {
    let share = (min(max(iou, lowest), 1) - lowest) / (1 - lowest)
    return Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * share
  }

  private var gridLines: [Double] {
    let step = 1 - lowest > 0.55 ? 0.2 : 1 - lowest > 0.15 ? 0.1 : 0.02
    return (0...50).map { 1 - Double($0) * step }.filter { $0 >= lowest - 1e-9 }
  }

  private var labelledClicks: [Int] {
    let step = max(1, (points.count + 9) / 10)
    return points.map(\.clicks).filter { $0 == points[0].clicks || $0 % step == 0 }
  }

  private func text(_ words: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
    "<text x=\"\(x.fixed(1))\" y=\"\(y.fixed(1))\" text-anchor=\"\(anchor)\">\(words)</text>\n"
  }
}
