internal import Imaging

/// Disks whose radius follows from the order of the clicks, each radius in planes of its own.
///
/// With n radii there are n groups of two planes, positive and negative. The first click of an inference
/// belongs to the first group, the second to the second, and so on; the n-th and all later ones belong to
/// the last. A negative first click belongs to the last group too. RITM's `clicks_groups`.
public struct DisksByOrder: DrawnEncoding {
  /// `disks_by_order`.
  public let name = "disks_by_order"
  /// `positive r=9`, `negative r=9`, then those of the next radius.
  public let layout: [EncodingPlane]
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  /// The radius of each group's disks, in pixels.
  public let radii: [Double]
  let valueWithoutClick: Float = 0

  /// Creates the encoding.
  public init(radii: [Double] = [9, 5]) {
    self.radii = radii
    layout = radii.flatMap { radius in
      [true, false].map {
        EncodingPlane("\($0 ? "positive" : "negative") r=\(radius)", isPositive: $0)
      }
    }
  }

  /// The group that a click belongs to.
  func group(of click: PlacedClick) -> Int {
    let isNegativeFirst = click.order == 0 && !click.isPositive
    return isNegativeFirst ? radii.count - 1 : min(max(click.order, 0), radii.count - 1)
  }

  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int) {
    let sign = layout[index].isPositive
    for click in clicks where click.isPositive == sign && group(of: click) == index / 2 {
      plane.fillDisk(click, radius: radii[index / 2])
    }
  }
}
