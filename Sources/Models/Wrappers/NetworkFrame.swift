import Clicking
import Imaging

/// How a picture lies in what a network sees of it.
struct NetworkFrame: Hashable {
  /// The picture's own size.
  let image: Size
  /// The size of the network's input.
  let network: Size
  /// The part of it from the upper left corner on that shows the picture; the rest is padding.
  let content: Size
  /// Where clicks lie where the content is not of the picture's size.
  let scaling: ClickScaling

  init(_ image: Size, _ rule: NetworkSize, _ scaling: ClickScaling = .centers) {
    self.image = image
    self.scaling = scaling
    switch rule {
    case .fixed(let size): (network, content) = (size, size)
    case .stretched(let multiple):
      network = image.roundedUp(to: multiple)
      content = network
    case .padded(let multiple):
      network = image.roundedUp(to: multiple)
      content = image
    }
  }

  /// The clicks where the network sees them.
  func placed(_ clicks: ClickSequence) -> [PlacedClick] {
    if content == image { return clicks.placed }
    let down = Double(content.height) / Double(image.height)
    let across = Double(content.width) / Double(image.width)
    let offset = scaling == .centers ? 0.5 : 0
    return clicks.placed.map { click in
      var click = click
      click.row = (click.row + offset) * down - offset
      click.column = (click.column + offset) * across - offset
      return click
    }
  }

  /// A plane of the picture's size as the network sees it, 0 in the padding.
  func entering(_ plane: Plane) throws -> Plane {
    try plane.resized(to: content).extended(to: network)
  }

  /// A probability that the network has made, at the picture's size.
  func leaving(_ plane: Plane, _ output: NetworkOutput) throws -> Plane {
    func resized(_ plane: Plane, to size: Size) throws -> Plane {
      try plane.resized(to: size, output.interpolation, antialias: output.smooths)
    }
    let shown =
      content == network ? plane : try resized(plane, to: network).cropped(to: content)
    let result = try resized(shown, to: image)
    return output.interpolation.overshoots ? result.unit : result
  }
}

extension Size {
  fileprivate func roundedUp(to multiple: Int) -> Size {
    func up(_ side: Int) -> Int { (max(side, 1) + multiple - 1) / multiple * multiple }
    return Size(height: up(height), width: up(width))
  }
}

extension Interpolation {
  /// Whether values between two pixels can lie beyond both.
  fileprivate var overshoots: Bool { self == .cubic || self == .lanczos }
}

extension Plane {
  /// The plane with zeros below and to the right.
  fileprivate func extended(to size: Size) -> Plane {
    size == self.size ? self : placed(in: size)
  }

  /// The plane within 0 … 1.
  fileprivate var unit: Plane {
    Plane(size: size, values: values.map { min(max($0, 0), 1) })
  }

  /// The upper left part.
  fileprivate func cropped(to size: Size) -> Plane {
    size == self.size ? self : placed(in: size)
  }

  private func placed(in size: Size) -> Plane {
    var result = Plane(size: size)
    let width = min(size.width, self.size.width)
    for row in 0..<min(size.height, self.size.height) {
      let (from, to) = (row * self.size.width, row * size.width)
      result.values.replaceSubrange(to..<to + width, with: values[from..<from + width])
    }
    return result
  }
}

extension ImageValues {
  /// Writes the three channels of a picture one behind the other, each `network.count` numbers, the
  /// picture in the upper left corner and 0 elsewhere.
  func fill(_ channels: UnsafeMutableBufferPointer<Float>, with image: Image, network: Size) {
    let divisor: Float =
      switch self.divisor {
      case .bytes: 1
      case .unit: 255
      case .maximum: Float(max(image.bytes.max() ?? 1, 1))
      }
    if image.size != network { channels.update(repeating: 0) }
    for channel in 0..<3 {
      let color = isBlueFirst ? 2 - channel : channel
      // The 256 values that a byte can become.
      let values = (0..<256).map { (Float($0) / divisor - mean[color]) / deviation[color] }
      image.bytes.withUnsafeBufferPointer { bytes in
        values.withUnsafeBufferPointer { values in
          for row in 0..<image.size.height {
            var target = (channel * network.height + row) * network.width
            var source = 3 * row * image.size.width + color
            for _ in 0..<image.size.width {
              channels[target] = values[Int(bytes[source])]
              target += 1
              source += 3
            }
          }
        }
      }
    }
  }
}
