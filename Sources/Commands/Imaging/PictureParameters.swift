import Basics
import Datasets
import Imaging
import Language

/// A parameter that takes an image: from its file, or an image or sample of the script.
struct ImageParameter: ScriptConvertible {
  static let typeName = "image"
  static let paths: PathKind? = .file(extensions: [
    "png", "jpg", "jpeg", "bmp", "tif", "tiff", "gif",
  ])
  let object: ImageObject

  static func read(_ word: String, in context: CommandContext) throws -> ImageParameter {
    let picture = try ImageFile.readPicture(expandingHome(word))
    try context.note(picture.facts, of: word, ImageReadOptions())
    return ImageParameter(object: ImageObject(picture.image))
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> ImageParameter {
    if let object = value.asObject(ImageObject.self) { return ImageParameter(object: object) }
    if let sample = value.asObject(SampleObject.self) {
      return ImageParameter(object: sample.image)
    }
    guard let path = value.asString else { throw ReadingFailure.mismatch }
    return try read(path, in: context)
  }
}

/// A parameter that takes a mask: from its file as `open` reads it, or a mask of the script.
struct MaskParameter: ScriptConvertible {
  static let typeName = "mask"
  static let paths: PathKind? = .file(extensions: ["png", "bmp", "tif", "tiff", "gif", "npy"])
  let mask: Mask

  static func read(_ word: String, in context: CommandContext) throws -> MaskParameter {
    let read = try MaskReader.mask(expandingHome(word))
    for warning in read.decision.warnings { try context.note("\(word): \(warning)") }
    return MaskParameter(mask: read.mask)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> MaskParameter {
    if let object = value.asObject(MaskObject.self) { return MaskParameter(mask: object.mask) }
    guard let path = value.asString else { throw ReadingFailure.mismatch }
    return try read(path, in: context)
  }
}
