import Datasets
import Language

/// `transforms.compose`.
struct TransformsCompose: Command {
  static let name = "transforms.compose"
  static let summary = "Do several transforms one after the other."
  static let discussion = """
    Each transform draws by itself, so that taking one out leaves the draws of the others alone. \
    Steps that only move pixels are done together, once, at the end: what a later crop leaves out \
    is never computed.

    A function f(image, mask) or f(image, mask, seed) that returns (image, mask) is a transform \
    too.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "train = transforms.compose([\n    transforms.uniform_random_resize(scale_range=(0.75, 1.4)),\n    transforms.horizontal_flip(),\n    transforms.pad_if_needed(min_height=32, min_width=48, border_mode=0),\n    transforms.random_crop(32, 48),\n    transforms.random_brightness_contrast(brightness_limit=(-0.25, 0.25), contrast_limit=(-0.15, 0.4), p=0.75),\n    transforms.rgb_shift(r_shift_limit=10, g_shift_limit=10, b_shift_limit=10, p=0.75),\n])\nprint(train(datasets.synthetic(count=1, size=\"48x64\")[0]).image)",
      prints: "image(32×48)")
  ]

  @Argument("the transforms in order: transforms, names, or functions")
  var transforms: [TransformParameter]
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try Compose(transforms.map(\.transform), p: p), context)
  }
}
