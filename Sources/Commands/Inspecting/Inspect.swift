import Datasets
import Language

/// `inspect`: what a path or a value holds.
struct Inspect: Command {
  static let name = "inspect"
  static let summary = "Say what a data set, a folder of masks or a file holds, and what is amiss."
  static let discussion = """
    Of a data set every sample is loaded: how many there are, their sizes, objects and areas, the share of \
    ignored pixels, empty masks, files that do not fit together, and the fingerprint of the masks. Of a folder of masks, \
    or one mask, the values that occur and what they mean: why a mask is black, for instance.

    Samples that cannot be read are counted and named, unless --no-skip-bad.
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example(
      "r = inspect(datasets.synthetic(count=3, size=\"32x48\"))\nprint(r.count, r.objects, r.failures)",
      prints: "3 3 []")
  ]

  @Argument("a data set, a folder or a file") var subject: Either<DatasetObjectParameter, InputPath>
  @Flag("go on where a sample cannot be read, and count it") var skipBad = true

  func run(_ context: CommandContext) throws -> Value {
    switch subject {
    case .first(let dataset):
      return try DatasetInspector.report(of: dataset.dataset, skipBad: skipBad, context)
    case .second(let path):
      for inspector in Self.inspectors {
        if let report = try inspector.report(path.path, skipBad: skipBad, context) {
          return report
        }
      }
      throw Diagnostic(
        .format, "'\(path.path)' is of no kind that can be inspected",
        help: "data sets, folders of masks, and "
          + Self.inspectors.map { $0.kind }.joined(separator: ", "))
    }
  }

  /// What is asked about a path, one after the other.
  private static let inspectors: [any Inspector.Type] = [
    PictureInspector.self, DatasetInspector.self,
  ]
}

/// Knows one kind of file or folder.
protocol Inspector: SendableMetatype {
  /// What it inspects, in a word or two.
  static var kind: String { get }
  /// The report on a path; `nil` where it is of another kind.
  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value?
}

/// A parameter that takes a data set of the script alone, and no path.
struct DatasetObjectParameter: ScriptConvertible {
  static let typeName = "data set"
  let dataset: any SegDataset

  static func read(_ word: String, in context: CommandContext) throws -> DatasetObjectParameter {
    throw ReadingFailure.mismatch
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> DatasetObjectParameter {
    guard let object = value.asObject(DatasetObject.self) else { throw ReadingFailure.mismatch }
    return DatasetObjectParameter(dataset: object.dataset)
  }
}
