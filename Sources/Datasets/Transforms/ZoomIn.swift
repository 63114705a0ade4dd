public import Basics
public import Imaging

/// Crops to the target with a random margin and resizes: RITM's `ZoomIn`.
///
/// The target's bounding box is enlarged about its centre, each side moved by up to `bboxJitter` of the
/// box's, and cut at the border. Pictures without a target, or with one of at most `minArea` pixels, stay
/// as they are, or are resized as a whole.
public struct ZoomIn: Transform {
  /// `zoom_in`.
  public let name = "zoom_in"
  /// The size of the result.
  public let size: Size
  /// By how much of its length each side of the box may move.
  public let bboxJitter: Double
  /// By how much the box is enlarged.
  public let expansionRatio: DrawRange
  /// The shortest side of the box, in pixels.
  public let minCropSize: Int
  /// The largest area of a target that is too small to be zoomed to.
  public let minArea: Int
  /// Whether a picture without a target is resized.
  public let alwaysResize: Bool
  /// The probability that it is applied.
  public let p: Double

  /// A zoom; the defaults are RITM's.
  ///
  /// - Throws: ``TransformError``.
  public init(
    height: Int, width: Int, bboxJitter: Double = 0.1,
    expansionRatio: DrawRange = DrawRange(1.4, 1.4),
    minCropSize: Int = 200, minArea: Int = 100, alwaysResize: Bool = false, p: Double = 0.5
  ) throws(TransformError) {
    size = Size(height: max(height, 0), width: max(width, 0))
    self.bboxJitter = bboxJitter
    self.expansionRatio = expansionRatio
    self.minCropSize = minCropSize
    self.minArea = minArea
    self.alwaysResize = alwaysResize
    self.p = p
    try check(height: height, width: width)
    try check(bboxJitter, "bbox_jitter", in: 0...1)
    try expansionRatio.check(name, "expansion_ratio", in: 0.1...100)
    try check(Double(minCropSize), "min_crop_size", in: 1...65_535)
    try check(Double(minArea), "min_area", in: 0...0x1p28)
    try check(p, "p", in: 0...1)
  }

  /// Crops and resizes the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    let target = try pair.target()
    guard target.area > minArea, let box = target.boundingBox else {
      if alwaysResize { try pair.resize(to: size) }
      return
    }
    var random = key.generator()
    let ratio = expansionRatio.draw(&random)
    let rows = side(box.rows, ratio, &random).clamped(to: 0..<target.size.height)
    let columns = side(box.columns, ratio, &random).clamped(to: 0..<target.size.width)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    pair.crop(to: PixelBox(rows: rows, columns: columns))
    try pair.resize(to: size)
  }

  /// One side of the box, enlarged and moved.
  private func side(
    _ range: Range<Int>, _ ratio: Double, _ random: inout KeyedRandom
  ) -> Range<Int> {
    let center = Double(range.lowerBound + range.upperBound - 1) / 2
    let length = max(ratio * Double(range.count), Double(minCropSize))
    let first = (center - length / 2).rounded(.toNearestOrEven)
    let last = (center + length / 2).rounded(.toNearestOrEven)
    let jitter = DrawRange(bboxJitter * (last - first + 1))
    let low = Int(first + jitter.draw(&random))
    let high = Int(last + jitter.draw(&random))
    return min(low, high)..<max(low, high) + 1
  }
}
