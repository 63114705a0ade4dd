import Basics
import Datasets
import Engine
import Language

/// `prepare`: annotation files made once, before training.
struct Prepare: Command {
  static let name = "prepare"
  static let summary = "Make the annotation of COCO+LVIS from LVIS's JSON and COCO's panoptic one."
  static let discussion = """
    The rules are RITM's: masks of fewer than --min-area pixels are dropped; so is a mask of COCO that \
    one of LVIS matches (IoU of boxes and of masks above 0.7), and a mask of LVIS that a later one repeats (0.7 and \
    0.85). What lies in another by more than 80 % of its pixels is a part of it. Stuff of more than 500 pixels \
    outside all instances follows. Outlines of LVIS are drawn as there, with corners rounded to whole pixels.

    Written are OUT/<split>/masks/*.png and OUT/<split>/hierarchy.jsonl; images stay where they are. \
    datasets.coco_lvis opens it.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    prepare(\"no.json\", \"no.json\", images=\".\", out=\".\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the annotation of LVIS: lvis_v1_train.json") var lvis: InputFile
  @Argument("the panoptic annotation of COCO: panoptic_train2017.json") var panoptic: InputFile
  @Option("the panoptic PNG files' folder; named as the JSON file and beside it unless told")
  var masks: InputFolder?
  @Option("the folder in which train2017/ and val2017/ lie") var images: InputFolder
  @Option("the folder to write to; made where it is not there") var out: String
  @Option("the name of the part, a folder in it") var split = "train"
  @Option("the fewest pixels of a mask", in: 1...1_000_000) var minArea = 80
  @Flag("take crowds of COCO for instances, as the published annotation does") var crowds = true
  @Flag("pass over images that cannot be read, and say how many") var skipBad = false
  @Option("images at once; all processors unless told", in: 1...1024) var jobs: Int?

  func run(_ context: CommandContext) throws -> Value {
    var rules = COCOLVISRules()
    rules.minimumArea = minArea
    rules.keepsCrowds = crowds
    let stem = panoptic.path.hasSuffix(".json") ? String(panoptic.path.dropLast(5)) : panoptic.path
    let places = ["", "/train2017", "/val2017", "/images"].map { images.path + $0 }
    let preparation = try COCOLVISPreparation(
      lvis: lvis.path, panoptic: panoptic.path, masks: masks?.path ?? stem, images: places,
      rules: rules)
    let outcome = try context.withProgress("preparing", total: preparation.count) { progress in
      try preparation.write(
        to: "\(expandingHome(out))/\(split)", skipsBad: skipBad, threads: jobs ?? context.jobs
      ) { progress.advance() }
    }
    try BadSamples.note(
      outcome.failures.map { SkippedSample(id: $0.id, error: $0.error) }, of: preparation.count,
      context)
    try context.note(
      "\(outcome.images) images with \(outcome.instances) instances, \(outcome.empty) without any")
    return try .opened(PreparedDataset(expandingHome(out), split: split), context)
  }
}
