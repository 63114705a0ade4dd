import Basics

/// A table whose rows are an image's name and the run lengths of an object in it: what Kaggle publishes.
///
/// The file is mapped and passed over once; of a row the place of its run lengths is kept, which are read when the
/// sample is.
struct RunTable: Sendable {
  /// An object.
  struct Row: Sendable {
    let line: Int
    /// The class, where the table has it.
    let category: String?
    /// Where its run lengths lie; empty where the image has no object.
    let runs: Range<Int>
  }

  /// The names of columns, in the order in which they are looked for.
  private enum Column {
    static let joined = ["image_label", "imageid_classid"]
    static let image = ["imageid", "image_id", "id", "image", "img", "filename", "file_name"]
    static let runs = [
      "encodedpixels", "rle_mask", "rle", "encoding", "annotation", "segmentation", "mask_rle",
      "pixels",
    ]
    static let category = ["classid", "class_id", "class", "label", "category", "cell_type"]
  }

  /// The images' names in the order of the table.
  private(set) var images: [String] = []
  /// The rows of each image.
  private(set) var rows: [String: [Row]] = [:]
  /// Along which sides the tables' kind counts.
  let order: RunOrder
  let path: String
  private let file: FileBytes

  /// Whether a table's header is of this kind: a column of images and one of run lengths.
  static func isMeant(by header: TableHeader) -> Bool { columns(of: header) != nil }

  private static func columns(
    of header: TableHeader
  ) -> (image: Int, isJoined: Bool, runs: Int, category: Int?)? {
    func first(_ names: [String]) -> Int? { names.lazy.compactMap { header.column($0) }.first }
    let joined = first(Column.joined)
    guard let image = joined ?? first(Column.image), let runs = first(Column.runs) else {
      return nil
    }
    return (image, joined != nil, runs, joined == nil ? first(Column.category) : nil)
  }

  /// Which way a kind of table counts where it is known to be along the rows: Carvana's (`img`, `rle_mask`), Sartorius's
  /// (`annotation`) and UW-Madison's (`segmentation`).
  private static func usualOrder(of header: TableHeader) -> RunOrder {
    let isOfRows =
      header.column("annotation", "segmentation") != nil
      || header.column("img") != nil && header.column("rle_mask") != nil
    return isOfRows ? .rows : .columns
  }

  /// Passes over a file.
  ///
  /// - Throws: `SystemError`, ``DatasetError/badAnnotation(file:place:detail:)``.
  init(_ path: String, order: RunOrder? = nil) throws {
    self.path = path
    file = try FileBytes(mapping: path)
    guard let header = TableHeader(file), let columns = Self.columns(of: header) else {
      throw DatasetError.badAnnotation(
        file: path, place: "line 1",
        detail: "run lengths are in a column EncodedPixels or rle, beside ImageId or id")
    }
    self.order = order ?? Self.usualOrder(of: header)
    let file = file
    try file.withUnsafeBytes { bytes in
      var lines = TableLines(bytes, from: header.end, separator: header.separator)
      while let (line, fields) = try lines.next(path) {
        guard fields.count == header.names.count else {
          throw DatasetError.badAnnotation(
            file: path, place: "line \(line)",
            detail: "\(fields.count) fields, but the header has \(header.names.count)")
        }
        func text(_ column: Int) -> String {
          String(decoding: bytes[fields[column]], as: UTF8.self).trimmed
        }
        var (image, category) = (text(columns.image), columns.category.map(text))
        if columns.isJoined, let mark = image.lastIndex(of: "_") {
          category = String(image[image.index(after: mark)...])
          image = String(image[..<mark])
        }
        add(Row(line: line, category: category, runs: fields[columns.runs]), to: image)
      }
    }
    try file.checkIntact()
  }

  private mutating func add(_ row: Row, to image: String) {
    if rows[image] == nil { images.append(image) }
    rows[image, default: []].append(row)
  }

  /// The runs of a row, from pixel 0; `nil` where the row says that there is no object.
  ///
  /// - Throws: ``DatasetError/badAnnotation(file:place:detail:)``.
  func spans(of row: Row) throws(DatasetError) -> [Int]? {
    let text = file.slice(at: row.runs.lowerBound, count: row.runs.count)?.text.trimmed ?? ""
    if ["", "-1", "nan", "NaN", "1 0"].contains(text) { return nil }
    func bad(_ detail: String) -> DatasetError {
      .badAnnotation(file: path, place: "line \(row.line)", detail: detail)
    }
    var numbers: [Int] = []
    for word in text.utf8.split(whereSeparator: { $0 <= 0x20 }) {
      let word = String(decoding: word, as: UTF8.self)
      guard let number = Int(word), number >= 0 else {
        throw bad("'\(word.prefix(20))' among the run lengths is no number")
      }
      numbers.append(number)
    }
    guard numbers.count % 2 == 0 else {
      throw bad("\(numbers.count) run lengths are not as many starts as counts")
    }
    for place in stride(from: 0, to: numbers.count, by: 2) {
      guard numbers[place] > 0 else { throw bad("a run begins at pixel 0: the first one is 1") }
      numbers[place] -= 1
    }
    return numbers
  }
}

/// The lines of a table as the places of their fields; quotes around a field do not count.
private struct TableLines {
  private let bytes: UnsafeRawBufferPointer
  private let separator: UInt8
  private var position: Int
  private var line = 1

  init(_ bytes: UnsafeRawBufferPointer, from start: Int, separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
    position = start
  }

  /// The next line that is not empty; `nil` at the end.
  mutating func next(_ path: String) throws(DatasetError) -> (line: Int, fields: [Range<Int>])? {
    while position < bytes.count {
      line += 1
      var fields: [Range<Int>] = []
      var isOpen = true
      let start = position
      while isOpen { fields.append(try field(path, &isOpen)) }
      if fields.count > 1 || fields[0].count > 0 || position - start > 2 { return (line, fields) }
    }
    return nil
  }

  private mutating func field(_ path: String, _ isOpen: inout Bool) throws(DatasetError) -> Range<
    Int
  > {
    var start = position
    var end: Int
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      start += 1
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
      guard position < bytes.count else {
        throw .badAnnotation(
          file: path, place: "line \(line)", detail: "a quote is not closed: the file ends early")
      }
      end = position
      position += 1
    } else {
      while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A {
        position += 1
      }
      end = position
    }
    while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A {
      position += 1
    }
    isOpen = position < bytes.count && bytes[position] == separator
    if position < bytes.count { position += 1 }
    while end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}
