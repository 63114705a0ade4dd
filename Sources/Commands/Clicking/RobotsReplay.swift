import Clicking
import Language

/// `robots.replay`.
struct RobotsReplay: Command {
  static let name = "robots.replay"
  static let summary =
    "Make a robot that clicks again what a file has recorded."
  static let discussion = """
    JSON: an object with `samples`, or `rows` as evaluate writes them with --format json, or \
    `instances`; each has an `id` and `clicks`, a list of interactions, of which each is a click \
    [row, column, positive] or a list of clicks. Where `clicks` is an object of several such \
    lists, --set names one; the longest is taken unless told. CSV: the columns \
    sample,interaction,row,column,positive.

    The sample is found by its id as evaluate shows it; --sample names it where the robot is \
    called by a script.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "write_text(\"clicks.csv\", \"sample,interaction,row,column,positive\\na,0,1.4,2,1\\na,1,0,0,0\\n\")\nt = mask_of(\"....|....\")\nr = robots.replay(\"clicks.csv\", sample=\"a\")\nprint(r(t, t, []), r(t, t, [click(1, 2)]))",
      prints: "+(1, 2) -(0, 0)")
  ]

  @Argument("the recording, .json or .csv") var file: InputPath
  @Option("which of several recordings of a sample") var set: String?
  @Option("the sample, whatever is evaluated") var sample: String?

  func run(_ context: CommandContext) throws -> Value {
    robotValue(Replay(try ClickRecording(contentsOf: file.path, set: set), sample: sample), context)
  }
}
