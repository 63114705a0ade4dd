import Basics
import Imaging
import Language

/// `show`: draws anything that has a picture.
struct Show: Command {
  static let name = "show"
  static let summary = "Draw an image, a mask, a sample, a step, an inference or a result."
  static let discussion = """
    With --out the picture goes to a PNG or JPEG file. Without, a terminal shows it by the best means \
    it has; where there is no terminal, it goes to shot-001.png, shot-002.png and so on.

    A sample shows its target outlined; a step the mask, the clicks and the target's outline; a row \
    the film strip of its inference; a result the strips of its first objects.
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example("show datasets.synthetic(count=1, size=\"48x64\")[0] --out sample.png")
  ]

  @Argument("what is drawn: a variable, an expression, or a picture's file") var thing:
    PictureParameter
  @Option("the file to write, .png or .jpg") var out: OutputPath?

  func run(_ context: CommandContext) throws -> Value {
    let picture = try thing.object.picture()
    if out == nil, let display = context.session.pictureDisplay,
      try display.show(picture, within: nil)
    {
      return .none
    }
    let path = out?.path ?? Self.nextShot()
    let image = Image(
      size: Size(height: picture.height, width: picture.width), bytes: picture.rgb)
    try ImageFile.write(image, to: path)
    if out == nil { try context.print(path + "\n") }
    return .none
  }

  /// The first `shot-NNN.png` that does not exist.
  private static func nextShot() -> String {
    for number in 1... {
      let digits = String(number)
      let path = "shot-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + ".png"
      if Files.kind(of: path) == nil { return path }
    }
    return "shot.png"
  }
}

/// A parameter that takes anything that has a picture; a word is a picture's file.
struct PictureParameter: ScriptConvertible {
  static let typeName = "image, mask, sample, step, row or result"
  static let paths: PathKind? = .file(extensions: ["png", "jpg", "jpeg", "bmp"])
  let object: any PicturedObject

  static func read(_ word: String, in context: CommandContext) throws -> PictureParameter {
    PictureParameter(object: try ImageParameter.read(word, in: context).object)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> PictureParameter {
    if let path = value.asString { return try read(path, in: context) }
    guard let object = value.asObject as? any PicturedObject else {
      throw ReadingFailure.mismatch
    }
    return PictureParameter(object: object)
  }
}
