import Datasets
import Imaging

/// `loading RECIPE EPOCH LIST`: milliseconds that one sample of training takes, on one thread.
///
/// Each line of LIST names an image and its label map. A sample is both read, one region chosen, and the
/// pair augmented by RITM's recipe for COCO+LVIS (`coco`) or for SBD (`sbd`).
func measureLoading(_ arguments: [String]) throws {
  guard arguments.count == 3, let epoch = Int(arguments[1]) else { return }
  let list = String(decoding: try contents(of: arguments[2]), as: UTF8.self)
  let pairs = list.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  let dataset = RegionDatasetWithInfo(
    LabelledPictures(pairs: pairs), selector: RandomSingle(),
    transform: try recipe(arguments[0]))
  let loader = RegionLoader(dataset, shuffles: false, threads: 1)
  var sum = 0
  let spent = try seconds {
    try loader.forEachBatch(of: 8, epoch: epoch) { batch in
      for sample in batch.samples { sum &+= Int(sample.image.bytes[0]) &+ sample.target.area }
    }
  }
  print(fixed(spent * 1000 / Double(max(pairs.count, 1)), 5), sum)
}

/// The augmentations of RITM's training scripts, with a crop of 320 × 480.
private func recipe(_ name: String) throws -> Compose {
  let size = (height: 320, width: 480)
  let moves: [any Transform] =
    name == "sbd"
    ? [
      try UniformRandomResize(scaleRange: DrawRange(0.75, 1.25)), try Flip(),
      try RandomRotate90(),
      try ShiftScaleRotate(
        shiftX: DrawRange(0.03), shiftY: DrawRange(0.03), scaleLimit: DrawRange(0),
        rotateLimit: DrawRange(3), p: 0.75),
    ]
    : [try UniformRandomResize(scaleRange: DrawRange(0.75, 1.4)), try HorizontalFlip()]
  return try Compose(
    moves + [
      PadIfNeeded(minHeight: size.height, minWidth: size.width),
      RandomCrop(height: size.height, width: size.width),
      RandomBrightnessContrast(
        brightnessLimit: DrawRange(-0.25, 0.25), contrastLimit: DrawRange(-0.15, 0.4), p: 0.75),
      RGBShift(red: DrawRange(10), green: DrawRange(10), blue: DrawRange(10), p: 0.75),
    ])
}

/// Images with a file of region ids each.
private struct LabelledPictures: SegDataset {
  let name = "pictures"
  let pairs: [[String]]

  var count: Int { pairs.count }
  func id(at index: Int) -> String { pairs[index][0] }
  func sample(at index: Int) throws -> SegSample {
    SegSample(
      image: try ImageFile.read(pairs[index][0]),
      layers: [try ImageFile.readRaster(pairs[index][1]).labelMap()],
      info: SampleInfo(id: id(at: index)))
  }
}
