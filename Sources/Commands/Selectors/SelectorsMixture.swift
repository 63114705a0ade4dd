import Datasets
import Language

/// `selectors.mixture`.
struct SelectorsMixture: Command {
  static let name = "selectors.mixture"
  static let summary = "Choose by one of several selectors, drawn by weight for each sample."
  static let discussion = """
    Where the selector that is drawn finds no region, the others are drawn from.
    """
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "m = selectors.mixture([\"random_single\", selectors.random_merge(2)], weights=[0.85, 0.15])\nprint(regions(datasets.synthetic(count=1, size=\"48x64\"), selector=m)[0].target.area > 0)",
      prints: "True")
  ]

  @Argument("what is drawn from: selectors, names, or functions") var selectors: [SelectorParameter]
  @Option("the weight of each; all alike unless told") var weights: [Double] = []

  func run(_ context: CommandContext) throws -> Value {
    let weights = weights.isEmpty ? selectors.map { _ in 1 } : weights
    guard weights.count == selectors.count else {
      throw Diagnostic(
        .value, "there are \(weights.count) weights for \(selectors.count) selectors")
    }
    let choices = zip(selectors, weights).map { (selector: $0.selector, weight: $1) }
    return .object(SelectorObject(try SelectorMixture(choices)))
  }
}
