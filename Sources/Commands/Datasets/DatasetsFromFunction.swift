import Datasets
import Language

/// `datasets.from_function`.
struct DatasetsFromFunction: Command {
  static let name = "datasets.from_function"
  static let summary = "Make a data set of what a function returns for each number."
  static let discussion = """
    The function gets a sample's number and returns (image, mask), (image, [mask, …]) with a mask an object, \
    or a dict with image, mask or masks, and initial_mask. It must return the same each time, and must not \
    change what lies outside it: samples are asked for in any order and from several threads.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "base = datasets.synthetic(count=3, size=\"32x48\")\ndef make(i):\n    return base[i].image, ~base[i].target\ndata = datasets.from_function(3, make, name=\"ground\")\nprint(data, data[1].id)",
      prints: "dataset(ground, 3 images) ground-001")
  ]

  @Argument("how many samples there are", in: 1...100_000_000) var count: Int
  @Argument("the function of a sample's number") var make: FunctionValue
  @Option("the name that results are reported under; the function's unless told") var name: String?

  func run(_ context: CommandContext) throws -> Value {
    let shape = FunctionShape(make.value)
    let (function, caller) = (make.value, ScriptCaller(context.interpreter, isParallel: true))
    let name = name ?? shape.name
    return try .opened(
      FunctionDataset(name: name, count: count) { index in
        try ReturnedSample.sample(of: caller.call(function, [.int(index)]), from: name)
      }, context)
  }
}
