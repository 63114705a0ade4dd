import Basics
import Imaging
import Language
import Synchronization

/// The pixels of an object that scripts share and change.
///
/// Assignment changes what every name of the object sees, as for lists; a slice is a copy. The lock
/// keeps readers on other threads whole; who may write at all is the ``Mutability``'s matter.
final class PixelStore<Grid: PixelGrid>: Sendable {
  private let content: Mutex<Grid>
  private let mutability = Mutability()

  init(_ grid: Grid) {
    content = Mutex(grid)
    // No kind of picture takes more than four bytes a pixel.
    MemoryBound.note(4 * grid.size.height * grid.size.width)
  }

  /// The pixels as they are now.
  var grid: Grid { content.withLock { $0 } }

  func freeze() { mutability.freeze() }

  func value(at terms: [IndexTerm]) throws -> Value {
    let grid = grid
    return try grid.value(at: PixelSelection(terms, in: grid.size, of: Grid.typeName))
  }

  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    try mutability.require(of: Grid.typeName)
    let size = content.withLock { $0.size }
    let selection = try PixelSelection(terms, in: size, of: Grid.typeName)
    // Read before the lock is taken: the right side may be this object itself.
    let pixels = try AssignedPixels<Grid>(value, for: selection)
    content.withLock { $0.assign(pixels, at: selection) }
  }
}

/// Images have a third axis, the channels red, green and blue.
extension PixelStore where Grid == Image {
  func channelValue(at terms: [IndexTerm]) throws -> Value {
    let image = grid
    let (selection, channels) = try Self.selection(terms, in: image.size)
    switch channels {
    case .position(let channel):
      return try ImageChannel(image: image, channel: channel).value(at: selection)
    case .positions(0, 1, 3): return try image.value(at: selection)
    case .positions(2, -1, 3): return try image.swappingRedAndBlue().value(at: selection)
    default:
      throw Diagnostic(
        .shape, "an image has 3 channels on axis 2, but the slice chooses \(channels.count)",
        help: "choose one, image[..., 0], or all")
    }
  }

  func assignChannels(_ value: Value, at terms: [IndexTerm]) throws {
    try mutability.require(of: Image.typeName)
    let size = content.withLock { $0.size }
    let (selection, channels) = try Self.selection(terms, in: size)
    switch channels {
    case .position(let channel):
      let pixels = try AssignedPixels<ImageChannel>(value, for: selection)
      content.withLock { image in
        var view = ImageChannel(image: image, channel: channel)
        // Given up here, so that the view changes the bytes in place.
        image.bytes = []
        view.assign(pixels, at: selection)
        image = view.image
      }
    case .positions(0, 1, 3):
      let pixels = try AssignedPixels<Image>(value, for: selection)
      content.withLock { $0.assign(pixels, at: selection) }
    default:
      throw Diagnostic(
        .shape, "the channels of an image are assigned one by one or all together",
        help: "write image[..., 0] = … or image[:, :] = …")
    }
  }

  private static func selection(
    _ terms: [IndexTerm], in size: Size
  ) throws -> (PixelSelection, channels: AxisIndex) {
    if let mask = try PixelSelection.mask(terms, of: Image.typeName) {
      let rest = try AxisIndex.resolve(Array(terms.dropFirst()), lengths: [3], of: Image.typeName)
      return (try PixelSelection(mask, in: size, of: Image.typeName), rest[0])
    }
    let axes = try AxisIndex.resolve(
      terms, lengths: [size.height, size.width, 3], of: Image.typeName)
    return (PixelSelection(rows: axes[0], columns: axes[1], in: size), axes[2])
  }
}

extension Image {
  fileprivate func swappingRedAndBlue() -> Image {
    var swapped = self
    for start in stride(from: 0, to: bytes.count, by: 3) { swapped.bytes.swapAt(start, start + 2) }
    return swapped
  }
}
