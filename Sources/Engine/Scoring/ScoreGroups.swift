internal import Imaging

/// The masks that belong together: those of one class, or of one object of a sequence.
public struct ScoreGroup: Sendable {
  /// The folder of the files, where there are folders, and the region: `dogs:2`.
  public let name: String
  /// How many masks there are.
  public let count: Int
  /// The mean of each metric over the masks for which it is defined.
  public let means: [Double?]
  /// The IoU of all masks' pixels together; `nil` where no pixel is object.
  public let totalIoU: Double?

  init(_ name: String, _ rows: [ScoreRow], metrics: Int) {
    self.name = name
    count = rows.count
    means = (0..<metrics).map { index in
      let values = rows.compactMap { $0.values[index] }
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    totalIoU = PooledPixels(rows.map(\.confusion)).iou
  }
}

extension ScoreResult {
  /// A group a class, or a folder and class; none where all files lie in one folder and hold one object each.
  public var groups: [ScoreGroup] {
    var (order, members): ([String], [String: [ScoreRow]]) = ([], [:])
    let sorted = rows.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.folder != second.folder { return first.folder < second.folder }
      if let one = first.region, let other = second.region, one != other { return one < other }
      return left.offset < right.offset
    }
    for (_, row) in sorted {
      let name = [row.folder, row.region.map { "\($0)" } ?? ""].filter { !$0.isEmpty }
        .joined(separator: ":")
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(row)
    }
    if order == [""] { return [] }
    return order.map { ScoreGroup($0, members[$0] ?? [], metrics: metrics.count) }
  }

  /// The mean over the classes of the IoU of all files' pixels together, without and with the background as a class.
  ///
  /// `nil` where regions do not count on their own, or no class has a pixel.
  public var meanIoU: (classes: Int, value: Double, withBackground: Double)? {
    guard let background else { return nil }
    let classes = Dictionary(grouping: rows) { $0.region }.values
      .compactMap { PooledPixels($0.map(\.confusion)).iou }.sorted()
    guard !classes.isEmpty else { return nil }
    let sum = classes.reduce(0, +)
    let all = background.iou.map { (sum + $0) / Double(classes.count + 1) }
    let value = sum / Double(classes.count)
    return (classes.count, value, all ?? value)
  }

  /// The mean of a metric over the groups: over objects where each has frames of its own.
  public func meanOverGroups(_ index: Int) -> Double? {
    let means = groups.compactMap { $0.means[index] }
    return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }
}

extension ScoreRow {
  /// The folder of the file, from the folder that was given on.
  var folder: String { id.lastIndex(of: "/").map { String(id[..<$0]) } ?? "" }
}

/// The pixels of several masks together.
struct PooledPixels: Sendable {
  private var intersection = 0
  private var union = 0

  init(_ parts: some Sequence<Confusion>) {
    for part in parts {
      intersection += part.intersection
      union += part.union
    }
  }

  /// `nil` where no pixel is object.
  var iou: Double? { union == 0 ? nil : Double(intersection) / Double(union) }
}
