import Basics
import Imaging

/// A ground and the objects on it, the lowest first; the last one is object 1.
struct SyntheticScene {
  let size: Size
  let ground: SyntheticTexture
  let objects: [SyntheticObject]

  init(size: Size, using generator: inout KeyedRandom) {
    self.size = size
    ground = SyntheticTexture(using: &generator)
    let distractors = generator.index(below: 4)
    var objects: [SyntheticObject] = []
    for _ in 0..<distractors {
      objects.append(
        SyntheticObject(in: size, radius: 0.08..<0.2, centering: 1, over: ground, using: &generator)
      )
    }
    objects.append(
      SyntheticObject(
        in: size, radius: 0.16..<0.34, centering: 0.5, over: ground, using: &generator))
    self.objects = objects
  }

  /// The picture and the object's number at each pixel: a pixel belongs to the object in which its centre lies.
  func rendered(noiseFrom generator: inout KeyedRandom) throws -> (Image, LabelMap) {
    var image = Image(size: size)
    var labels = LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count))
    for row in 0..<size.height {
      try Cancellation.check()
      for column in 0..<size.width {
        let point = Point(x: Float(column) + 0.5, y: Float(row) + 0.5)
        var shade = ground.shade(at: point, slope: 0)
        var label = 0
        for (index, object) in objects.enumerated() {
          let depth = object.shape.depth(at: point)
          guard depth > -1 else { continue }
          let coverage = min(max(depth + 0.5, 0), 1)
          shade = shade.mixed(with: object.shade(at: point), coverage)
          if depth > 0 { label = objects.count - index }
        }
        let noise = 4 * Float(generator.uniform() + generator.uniform() - 1)
        let pixel = Pixel(row: row, column: column)
        image[pixel] = shade.color(brightness: noise)
        labels[pixel] = UInt16(label)
      }
    }
    return (image, labels)
  }
}

/// A shape with a texture, lit from one side so that it looks round.
struct SyntheticObject {
  let shape: SyntheticShape
  let texture: SyntheticTexture
  let light: Point

  init(
    in size: Size, radius: Range<Double>, centering: Double, over ground: SyntheticTexture,
    using generator: inout KeyedRandom
  ) {
    let side = Double(min(size.height, size.width))
    let reach = generator.uniform(radius) * side
    // `centering` 1 lets the centre lie anywhere, 0.5 in the middle half.
    let center = Point(
      x: Float(Double(size.width) * (0.5 + centering * (generator.uniform() - 0.5))),
      y: Float(Double(size.height) * (0.5 + centering * (generator.uniform() - 0.5))))
    shape = SyntheticShape(center: center, radius: Float(reach), using: &generator)
    let isLowContrast = generator.uniform() < 0.25
    texture =
      isLowContrast
      ? ground.similar(using: &generator) : SyntheticTexture(using: &generator)
    let angle = Float(generator.uniform(0..<2 * Double.pi))
    light = Point(x: cosine(angle), y: sine(angle))
  }

  func shade(at point: Point) -> Shade {
    let offset = (point - shape.center) * (1 / shape.radius)
    return texture.shade(at: point, slope: 0.35 * offset.dot(light))
  }
}
