import Clicking
import Language

/// `encodings.signed`.
struct EncodingsSigned: Command {
  static let name = "encodings.signed"
  static let summary =
    "Make the signed form of an encoding: positive planes minus negative ones."
  static let discussion = """
    Half as many planes, from -1 to 1. Planes without a sign, such as the previous mask, are \
    left out.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\ns = encodings.signed(encodings.disks(radius=1))(cs, (6, 6))[0]\nprint(s[2, 2], s[4, 4], s[0, 0])",
      prints: "1.0 -1.0 0.0")
  ]

  @Argument("the encoding") var encoding = EncodingParameter(encoding: Disks())

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(SignedMap(of: encoding.encoding)))
  }
}
