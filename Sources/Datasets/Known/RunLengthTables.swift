import Basics
import Imaging

extension AnnotatedDataset {
  /// A table of run lengths as Kaggle publishes them: `ImageId,EncodedPixels`, `id,rle` and the like.
  ///
  /// A row is an object: pairs of a first pixel, from 1, and a count, down the columns unless the table is of a kind that
  /// counts along the rows. A row without run lengths, or with -1, says that its image has no object.
  ///
  /// - Parameters:
  ///   - path: the table, or the folder that holds it.
  ///   - images: the images' folder where it is not around the table.
  ///   - order: which way run lengths count, where the table's kind does not tell.
  /// - Throws: `SystemError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   ``DatasetError/empty(name:)``.
  public static func runLengths(
    _ path: String, images: String? = nil, order: RunOrder? = nil
  ) throws -> AnnotatedDataset {
    let file = try runTablePath(in: path)
    let table = try RunTable(file, order: order)
    let finder = PictureFinder(around: file, images: images)
    let ids = FileName.uniqueIDs(table.images)
    let count = table.rows.values.reduce(0) { $0 + $1.count { !$0.runs.isEmpty } }
    return try AnnotatedDataset(
      name: FileName.stem(FileName.last(of: path)),
      layout:
        "run lengths down the \(table.order.rawValue): \(FileName.last(of: file)), \(table.images.count) images, \(count) objects"
        .replacing("down the rows", with: "along the rows")
        + finder.unnamed(besides: table.images),
      items: zip(ids, table.images).map { id, image in
        Item(id: id, file: file) {
          var annotation = PictureAnnotation(.file(try finder.path(of: image, for: "the table")))
          for row in table.rows[image] ?? [] {
            guard let spans = try table.spans(of: row) else { continue }
            annotation.objects.append(
              DrawnObject(
                category: row.category, sourceID: row.line, outlines: [.spans(spans, table.order)]))
          }
          return annotation
        }
      })
  }

  private static func runTablePath(in path: String) throws -> String {
    guard Files.kind(of: path) == .folder else { return path }
    let tables = runTables(in: path)
    guard let first = tables.first else { throw DatasetError.empty(name: path) }
    guard tables.count == 1 else {
      throw DatasetError.ambiguous(folder: path, choices: tables.map { "datasets.rle(\"\($0)\")" })
    }
    return first
  }

  /// The tables of run lengths in a folder; samples of what is to be handed in are none.
  static func runTables(in folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).filter {
      let name = $0.lowercased()
      return name.hasSuffix(".csv") && !name.contains("submission")
    }.prefix(16).map { "\(folder)/\($0)" }.filter(isRunTable)
  }

  /// Whether a file is a table of run lengths, by its header.
  static func isRunTable(_ path: String) -> Bool {
    TableHeader(of: path).map { RunTable.isMeant(by: $0) } ?? false
  }
}
