import Datasets
import Language

/// `transforms.copy_paste`.
struct TransformsCopyPaste: Command {
  static let name = "transforms.copy_paste"
  static let summary = "Paste an object of another sample over the picture."
  static let discussion = """
    The sample is drawn anew for each pair, and the object in it by the selector; where it finds \
    none, nothing is pasted. The object lies anywhere where its box meets the picture, and what it \
    covers is no longer target.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "data = datasets.synthetic(count=4, size=\"48x64\")\ns = transforms.copy_paste(data, p=1)(data[0])\nprint(s.image)",
      prints: "image(48×64)")
  ]

  @Argument("where the objects come from: a folder, a name or a data set")
  var data: DatasetParameter
  @Option("what chooses the object") var selector = SelectorParameter(selector: RandomSingle())
  @Option("the range of the object's resize factor; n is exactly n")
  var scaleRange = LimitsParameter(0.5, 1.5)
  @Option("how likely the object is mirrored", in: 0...1) var flipP = 0.5
  @Flag("make the object part of the target, not a cover over it") var joins = false
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    let transform = try CopyPaste(
      from: data.dataset, selector: selector.selector, scaleRange: scaleRange.exact,
      flipProbability: flipP, joinsTarget: joins, p: p)
    return transformValue(transform, context)
  }
}
