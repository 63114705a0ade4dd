import Basics

extension FolderDataset {
  /// A list of image and mask paths, as CSV or as JSON lines; paths are relative to the list's folder.
  ///
  /// CSV has a header with `image` and `mask`, and may have `id` and `initial_mask`; several rows with one image are several
  /// objects of it. Fields are divided by commas, semicolons or tabs, whichever gives these columns. A line of JSON is an
  /// object with the same names, where `mask` may be a list; a list of such objects is read, too.
  ///
  /// - Throws: `SystemError`, `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)`` with the line.
  public static func manifest(
    _ path: String, reading: MaskReader.Choice = MaskReader.Choice()
  ) throws -> FolderDataset {
    let samples = try items(ofList: Files.read(path, limit: TextLines.limit), path)
    let decision = try samples.decision(as: reading)
    return try FolderDataset(
      name: FileName.stem(FileName.last(of: path)),
      layout: "manifest: \(FileName.last(of: path))" + decision.summary, decision: decision,
      items: samples)
  }

  /// The samples of a list's text; no file that it names is read.
  static func items(ofList text: [UInt8], _ path: String) throws -> [Item] {
    let isJSON = [".jsonl", ".json", ".ndjson"].contains(where: path.lowercased().hasSuffix)
    let rows = isJSON ? try ManifestRow.json(text, path) : try ManifestRow.table(text, path)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var order: [String] = []
    var items: [String: Item] = [:]
    for row in rows {
      let image = ManifestRow.absolute(row.image, in: folder)
      let id = row.id ?? FileName.stem(FileName.last(of: image))
      let key = row.id ?? row.image
      if items[key] == nil {
        order.append(key)
        items[key] = Item(id: id, imagePath: image, maskPaths: [])
      }
      guard items[key]?.imagePath == image else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(row.line)", detail: "the id '\(id)' has another image before")
      }
      items[key]?.maskPaths += row.masks.map { ManifestRow.absolute($0, in: folder) }
      items[key]?.initialMaskPaths += row.initial.map { ManifestRow.absolute($0, in: folder) }
    }
    return distinct(order.compactMap { items[$0] })
  }

  /// Images in different folders may share a name: then their whole paths are the ids.
  private static func distinct(_ items: [Item]) -> [Item] {
    let counts = Dictionary(items.map { ($0.id, 1) }, uniquingKeysWith: +)
    return items.map { item in
      var item = item
      if counts[item.id, default: 0] > 1 { item.id = item.imagePath }
      return item
    }
  }
}

/// What a manifest says in one line.
private struct ManifestRow {
  var line: Int
  var id: String?
  var image: String
  var masks: [String]
  var initial: [String]

  static func absolute(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + path
    // Lists from Windows divide the parts of a path by backslashes.
    guard path.contains("\\"), Files.kind(of: whole) == nil else { return whole }
    let slashed = String(path.map { $0 == "\\" ? "/" : $0 })
    return slashed.hasPrefix("/") ? slashed : folder + slashed
  }

  static func table(_ text: [UInt8], _ path: String) throws -> [ManifestRow] {
    guard let (table, image, mask) = columns(of: text) else {
      throw DatasetError.badAnnotation(
        file: path, place: "line 1",
        detail: "a manifest has the columns 'image' and 'mask', and this one "
          + firstLine(of: text))
    }
    if let line = table.openQuote {
      throw DatasetError.badAnnotation(
        file: path, place: "line \(line)", detail: "a quote is not closed: the file ends early")
    }
    let id = table.column("id")
    let initial = table.column("initial_mask", "init_mask")
    return try table.rows.map { line, fields in
      guard fields.count == table.header.count else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(line)",
          detail: "\(fields.count) fields, but the header has \(table.header.count)")
      }
      guard !fields[image].isEmpty, !fields[mask].isEmpty else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(line)", detail: "an image or a mask is empty")
      }
      return ManifestRow(
        line: line, id: id.map { fields[$0] }, image: fields[image], masks: [fields[mask]],
        initial: initial.map { [fields[$0]] }?.filter { !$0.isEmpty } ?? [])
    }
  }

  /// The table with the first separator that gives the columns.
  private static func columns(
    of text: [UInt8]
  ) -> (table: DelimitedText, image: Int, mask: Int)? {
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      let header = DelimitedText(
        Array(text.prefix { $0 != 0x0A && $0 != 0x0D }), separator: separator)
      guard let image = header.column("image", "image_path", "img", "img_path", "filename"),
        let mask = header.column("mask", "mask_path", "gt", "label", "annotation")
      else { continue }
      return (DelimitedText(text, separator: separator), image, mask)
    }
    return nil
  }

  private static func firstLine(of text: [UInt8]) -> String {
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    return line.isEmpty
      ? "is empty" : "begins with '\(String(decoding: line.prefix(60), as: UTF8.self))'"
  }

  static func json(_ text: [UInt8], _ path: String) throws -> [ManifestRow] {
    // A byte-order mark is no sign of anything.
    if text.first(where: { (0x21..<0x80).contains($0) }) == UInt8(ascii: "[") {
      let list = try JSONValue(line: text, number: 1, of: path)
      return try (list.array ?? []).enumerated().map { try row($1, $0 + 1, path) }
    }
    return try text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
      .compactMap { index, line in
        guard line.contains(where: { $0 > 0x20 }) else { return nil }
        return try row(JSONValue(line: Array(line), number: index + 1, of: path), index + 1, path)
      }
  }

  private static func row(_ value: JSONValue, _ line: Int, _ path: String) throws -> ManifestRow {
    func paths(_ key: String) -> [String] {
      value[key]?.string.map { [$0] } ?? value[key]?.array?.compactMap(\.string) ?? []
    }
    guard let image = value["image"]?.string, !paths("mask").isEmpty else {
      throw DatasetError.badAnnotation(
        file: path, place: "entry \(line)",
        detail: "an entry is {\"image\": \"…\", \"mask\": \"…\" or [\"…\"]}")
    }
    return ManifestRow(
      line: line, id: value["id"]?.string, image: image, masks: paths("mask"),
      initial: paths("initial_mask"))
  }
}

extension JSONValue {
  /// Reads one line of a file of JSON lines; an error has the line's number.
  init(line: [UInt8], number: Int, of path: String) throws {
    do { try self.init(parsing: line) } catch var error as JSONError {
      (error.line, error.path) = (number, path)
      throw error
    }
  }
}
