import Basics
import Imaging

/// A MATLAB file of annotations; errors name it.
struct AnnotationMAT {
  /// The most bytes of a file.
  private static let limit = 1 << 28

  let path: String
  private let variables: [String: MATValue]

  /// Reads a file.
  ///
  /// - Throws: `SystemError`, or ``DatasetError/badAnnotation(file:place:detail:)``.
  init(_ path: String) throws {
    try self.init(Files.read(path, limit: Self.limit), path: path)
  }

  /// Reads the bytes of a file.
  init(_ bytes: [UInt8], path: String) throws {
    self.path = path
    do { variables = try MATFile.variables(of: bytes) } catch let fault as MATFile.Fault {
      throw DatasetError.badAnnotation(file: path, place: "", detail: fault.words)
    } catch let error as ArchiveError {
      throw DatasetError.badAnnotation(file: path, place: "", detail: "\(error)")
    }
  }

  /// The variable of a name.
  func structure(_ name: String) throws -> MATValue {
    guard let value = variables[name] else {
      let found = variables.keys.sorted().joined(separator: ", ")
      throw DatasetError.badAnnotation(
        file: path, place: "", detail: "it has no variable '\(name)', but \(found)")
    }
    return value
  }

  /// An array of two dimensions as ids, turned from columns to rows.
  func labelMap(_ value: MATValue?) throws -> LabelMap {
    guard case .numbers(let dimensions, let values) = value, dimensions.count == 2 else {
      throw DatasetError.badAnnotation(
        file: path, place: "", detail: "the segmentation is no array of two dimensions")
    }
    // An array without rows may claim any number of columns.
    guard !values.isEmpty else { return LabelMap(size: Size(height: 0, width: 0), ids: []) }
    let size = Size(height: dimensions[0], width: dimensions[1])
    var ids = [UInt16](repeating: 0, count: size.count)
    for column in 0..<size.width {
      for row in 0..<size.height {
        let value = values[column * size.height + row]
        guard let id = UInt16(exactly: value), id != LabelMap.ignored else {
          throw DatasetError.badAnnotation(
            file: path, place: "\(Pixel(row: row, column: column))", detail: "\(value) is no id")
        }
        ids[row * size.width + column] = id
      }
    }
    return LabelMap(size: size, ids: ids)
  }

  /// The whole numbers of an array; none where it is no array.
  func integers(_ value: MATValue?) -> [Int] {
    guard case .numbers(_, let values) = value else { return [] }
    return values.compactMap { Int(exactly: $0) }
  }
}

extension MATFile.Fault {
  /// The fact in words.
  var words: String {
    switch self {
    case .endsEarly: "the file ends early; copy or download it again"
    case .notLevel5: "this is no MATLAB file of level 5"
    case .level73: "this is MATLAB's version 7.3 (HDF5); save it with -v7"
    case .malformed(let detail): "the MATLAB file holds \(detail)"
    case .tooDeep: "structures lie too deep in each other"
    }
  }
}
