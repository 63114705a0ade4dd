/// Pictures beside and below each other, with captions.
public struct Montage: Sendable {
  /// A picture and the words over it.
  public struct Panel: Sendable {
    /// The picture.
    public var image: Image
    /// What stands over it; nothing where it is empty.
    public var caption: String

    /// Creates a panel.
    public init(_ image: Image, caption: String = "") {
      self.image = image
      self.caption = caption
    }
  }

  /// The panels, in reading order.
  public var panels: [Panel]
  /// How many panels a row has.
  public var columns: Int
  /// The pixels between panels, and around them all.
  public var gap: Int
  /// The scale of the captions' font.
  public var captionScale: Int
  /// The colour between the panels.
  public var ground: Color

  /// Arranges panels in rows of `columns`; all in one row unless told.
  public init(
    _ panels: [Panel], columns: Int? = nil, gap: Int = 8, captionScale: Int = 1,
    ground: Color = .ground
  ) {
    self.panels = panels
    self.columns = min(max(columns ?? panels.count, 1), max(panels.count, 1))
    self.gap = max(gap, 0)
    self.captionScale = max(captionScale, 1)
    self.ground = ground
  }

  /// The whole picture. Each row is as high as its highest panel, each column as wide as its widest;
  /// captions that are too long are shortened.
  public func draw() -> Image {
    let rows = stride(from: 0, to: panels.count, by: columns).map {
      panels[$0..<min($0 + columns, panels.count)]
    }
    let widths = (0..<columns).map { column in
      rows.map { $0.dropFirst(column).first?.image.size.width ?? 0 }.max() ?? 0
    }
    let heights = rows.map { row in row.map(\.image.size.height).max() ?? 0 }
    let captions = rows.map { $0.contains { !$0.caption.isEmpty } ? captionHeight : 0 }
    var canvas = Image(
      size: Size(
        height: gap + (heights + captions).reduce(0, +) + gap * rows.count,
        width: gap + widths.reduce(0, +) + gap * columns),
      filledWith: ground)
    var top = gap
    for (index, row) in rows.enumerated() {
      var left = gap
      for (panel, width) in zip(row, widths) {
        draw(panel, at: Pixel(row: top, column: left), captions[index], on: &canvas)
        left += width + gap
      }
      top += captions[index] + heights[index] + gap
    }
    return canvas
  }

  private var captionHeight: Int { (BitmapFont.glyphHeight + 3) * captionScale }

  private func draw(
    _ panel: Panel, at corner: Pixel, _ captionHeight: Int, on canvas: inout Image
  ) {
    let caption = BitmapFont.shortened(
      panel.caption, toWidth: panel.image.size.width, scale: captionScale)
    canvas.drawText(caption, at: corner, color: .caption, scale: captionScale)
    canvas.paste(
      panel.image, at: Pixel(row: corner.row + captionHeight, column: corner.column))
  }
}

extension Image {
  /// Copies a picture into this one with its top left corner at a pixel; what does not fit is left out.
  public mutating func paste(_ image: Image, at corner: Pixel) {
    let (height, width) = (image.size.height, image.size.width)
    let rows = max(0, -corner.row)..<max(0, -corner.row, min(height, size.height - corner.row))
    let first = max(0, -corner.column)
    let count = min(width, size.width - corner.column) - first
    guard count > 0 else { return }
    for row in rows {
      let source = 3 * (row * width + first)
      let target = 3 * ((row + corner.row) * size.width + corner.column + first)
      bytes.replaceSubrange(
        target..<target + 3 * count, with: image.bytes[source..<source + 3 * count])
    }
  }
}
