import Basics
import Imaging

/// The classes of a data set in Pascal VOC's form: VOC's own, or those of an export.
struct VOCClasses: Sendable {
  private var names: [String?] = []
  /// The classes' numbers by the numbers of their colours, where the data set has colours of its own.
  private var numbers: [Int: UInt16] = [:]
  private let isOriginal: Bool

  /// Looks for `labelmap.txt` (CVAT: `name:red,green,blue:parts:actions`) and `class_names.txt` (labelme: one a
  /// line from `_background_` on).
  ///
  /// - Parameter isOriginal: whether the classes are VOC's where there is neither.
  init(in folder: String, isOriginal: Bool) throws {
    let (map, list) = ("\(folder)/labelmap.txt", "\(folder)/class_names.txt")
    if Files.kind(of: map) == .file {
      self.isOriginal = false
      let lines = try TextLines.read(map).filter { !$0.hasPrefix("#") }
      for line in lines.prefix(Int(LabelMap.ignored) - 1) { add(line) }
    } else if Files.kind(of: list) == .file {
      self.isOriginal = false
      names = try TextLines.read(list).filter { $0 != "__ignore__" }
    } else {
      self.isOriginal = isOriginal
    }
  }

  private mutating func add(_ line: String) {
    let fields = line.split(separator: ":", omittingEmptySubsequences: false)
    let color = fields.count > 1 ? fields[1].split(separator: ",").compactMap { UInt8($0) } : []
    guard color.count == 3 else { return }
    let name = String(fields[0])
    let number = Int(color[0]) | Int(color[1]) << 8 | Int(color[2]) << 16
    // Class 0 is the background, whatever its place in the list.
    if number == 0 || name == "background" {
      numbers[number] = 0
    } else {
      if names.isEmpty { names.append(nil) }
      numbers[number] = UInt16(names.count)
      names.append(name)
    }
  }

  /// The name of a class from 1 on; `nil` where it is not known.
  func name(_ number: Int) -> String? {
    if isOriginal { return PascalVOC.className(number) }
    return names.indices.contains(number) && number > 0 ? names[number] : nil
  }

  /// The classes of a file's pixels; a colour that the list does not have is ignored.
  func layer(of raster: Raster) -> LabelMap {
    guard raster.channels >= 3, !numbers.isEmpty else { return Self.objects(of: raster) }
    let (painted, colors) = MaskRule.byColor(raster)
    return painted.relabelled(by: [0] + colors.map { numbers[$0] ?? LabelMap.ignored })
  }

  /// The objects of a file's pixels: VOC's indices, or each colour one where there are other colours.
  static func objects(of raster: Raster) -> LabelMap {
    guard raster.channels >= 3, raster.palette == nil,
      MaskRule.byColor(raster).numbers.contains(where: { !vocColors.contains($0) })
    else { return MaskRule.voc.layer(of: raster) }
    return MaskRule.colors.layer(of: raster)
  }

  private static let vocColors = Set(
    Color.vocPalette.map { Int($0.red) | Int($0.green) << 8 | Int($0.blue) << 16 })
}
