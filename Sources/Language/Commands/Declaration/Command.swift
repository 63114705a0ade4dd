/// A command of the language: one type, in one file, declared once.
///
/// From the declaration come the call `evaluate(net, data, clicks=20)`, the command line
/// `evaluate net data --clicks 20`, the same words after `segue` in the system's shell, the help,
/// completion, the reference manual, every type error, and a test that runs the examples.
///
/// ```swift
/// struct NextClick: Command {
///   static let name = "click"
///   static let summary = "Place the next click where a prediction is wrong."
///   static let topic = CommandTopic("Clicking")
///   static let examples = [Example("click truth empty --robot last", prints: "+(1, 1)")]
///
///   @Argument("the region to segment") var truth: Mask
///   @Argument("the prediction so far") var prediction: Mask
///   @Option("how the click is chosen") var robot: Robot = .first
///   @Option("how many clicks", in: 1...) var count = 1
///   @Flag("also accept pixels that were clicked before") var repeats = false
///
///   func run(_ context: CommandContext) throws -> Value {
///     .object(try robot.next(truth: truth, prediction: prediction))
///   }
/// }
/// ```
///
/// - The parameters are the wrapped properties, in order: ``Argument`` is given by position,
///   ``Option`` and ``Flag`` by name; an argument may be named as well. `randomFalse` is written
///   `random_false` in a call and `--random-false` on a line.
/// - A parameter without a default must be given, unless its type is optional. A list takes several
///   words, and at least one where it has no default.
/// - The parameter's type, a ``ScriptConvertible``, decides how a word is read and what fits.
/// - `run` returns what the call is worth, `Value.none` for nothing; what it wants on standard output
///   it writes to ``CommandContext/output``. Errors are thrown as the domain's own typed facts; the
///   place in the script is added by the caller.
///
/// A command joins the language by standing in one list of its area, which is given to
/// ``CommandRegistry/init(_:)``.
public protocol Command: SendableMetatype {
  /// The name, in `snake_case`; dots put it in a namespace: `robots.center`.
  static var name: String { get }
  /// One sentence, as an imperative, with a full stop.
  static var summary: String { get }
  /// What a user must know beyond the summary; paragraphs are separated by an empty line.
  static var discussion: String { get }
  /// The heading of `help` under which the command stands.
  static var topic: CommandTopic { get }
  /// Lines that a user can type, with what they print; each runs as a test.
  static var examples: [Example] { get }
  /// An instance whose parameters have their defaults; the compiler writes it.
  init()
  /// Does the work, with every parameter bound.
  func run(_ context: CommandContext) throws -> Value
}

extension Command {
  /// Nothing beyond the summary.
  public static var discussion: String { "" }
}

/// A heading of `help`; the headings stand in the order in which the registry first meets them.
public struct CommandTopic: Hashable, Sendable {
  /// The heading's text.
  public var title: String

  /// A heading with this text.
  public init(_ title: String) { self.title = title }

  /// The commands of the language itself.
  public static let session = CommandTopic("Session")
}

/// A source text that shows a command at work, and what the prompt prints for it.
public struct Example: Hashable, Sendable {
  /// One or several lines, as a user types them.
  public var source: String
  /// What appears on standard output, without the last newline; `nil` where it differs from run to
  /// run (a time, a path), so that the test asks only for success.
  public var output: String?

  /// An example whose output is known.
  public init(_ source: String, prints output: String) {
    self.source = source
    self.output = output
  }

  /// An example whose output differs from run to run.
  public init(_ source: String) {
    self.source = source
    output = nil
  }
}
