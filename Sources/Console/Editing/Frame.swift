/// What the editor shows at one moment, laid out for a width: the block being edited behind its
/// prompts, and below it a list of completions or a search.
struct Frame: Equatable {
  /// One row of the screen.
  struct Row: Equatable {
    /// What is written, styles included.
    var text: String
    /// The columns that it takes.
    var width: Int
  }

  var rows: [Row]
  var cursorRow: Int
  var cursorColumn: Int
}

extension Frame {
  /// The parts that a frame is made of.
  struct Content {
    var buffer: EditBuffer
    /// What stands before the first row; as wide as `continuation`.
    var prompt: Row
    /// What stands before every further row.
    var continuation: Row
    /// What stands at the right end of the first row while there is room.
    var right = Row(text: "", width: 0)
    /// Rows below the block; each fits into the width.
    var footer: [Row] = []
  }

  /// Lays the content out on rows of `columns`. Text that does not fit goes on in the next row,
  /// behind blanks as wide as the prompt; a cursor behind a full row stands on a row of its own.
  init(_ content: Content, columns: Int) {
    var layout = Layout(content: content, columns: max(columns, 8))
    layout.run()
    let first = layout.rows[0]
    let gap = layout.columns - first.width - content.right.width - 1
    if content.right.width > 0, gap >= 2 {
      layout.rows[0].text += String(repeating: " ", count: gap) + content.right.text
      layout.rows[0].width += gap + content.right.width
    }
    rows = layout.rows + content.footer
    cursorRow = layout.cursor.row
    cursorColumn = layout.cursor.column
  }

  private struct Layout {
    let content: Content
    let columns: Int
    var rows: [Row] = []
    var cursor = (row: 0, column: 0)

    init(content: Content, columns: Int) {
      self.content = content
      self.columns = columns
    }

    mutating func run() {
      rows = [content.prompt]
      for (index, scalar) in content.buffer.scalars.enumerated() {
        let text = drawn(scalar)
        let width = scalar == "\n" ? 0 : text.isEmpty ? 0 : DisplayWidth.of(text)
        if last.width + width > columns { wrap() }
        if index == content.buffer.cursor { markCursor() }
        if scalar == "\n" {
          rows.append(content.continuation)
        } else {
          rows[rows.count - 1].text += text
          rows[rows.count - 1].width += width
        }
      }
      if content.buffer.cursor == content.buffer.scalars.count { markCursor() }
    }

    private var last: Row { rows[rows.count - 1] }

    private mutating func markCursor() {
      if last.width >= columns { wrap() }
      cursor = (rows.count - 1, last.width)
    }

    private mutating func wrap() {
      let width = content.continuation.width
      rows.append(Row(text: String(repeating: " ", count: width), width: width))
    }

    private func drawn(_ scalar: Unicode.Scalar) -> String {
      guard scalar == "\t" else { return DisplayWidth.drawn(scalar) }
      let column = max(last.width - content.continuation.width, 0)
      return String(repeating: " ", count: 8 - column % 8)
    }
  }
}
