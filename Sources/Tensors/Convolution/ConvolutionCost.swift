import CKernels

/// Estimates how long each algorithm takes, to choose among them; only the ratios matter.
///
/// A run is charged for its multiply-adds at the speed that the register tile reaches, for the
/// elements that it copies or transforms, for the weights that it streams from memory, and for the
/// pointers of the implicit product. The constants were measured on one core of a Zen 3 at
/// 3.2 GHz with AVX2 and are in nanoseconds; other processors change the ratios little.
struct ConvolutionCost {
  private let convolution: Convolution
  private let input: MapShape
  private let output: MapShape
  private let threads: Int

  private static let multiplyAdd = 1.0 / 44
  /// A number of the input through Winograd's transform, and one of the output.
  private static let transform = (input: 0.9, output: 0.7)
  private static let pointer = 1.2
  private static let copiedElement = 0.35
  /// A byte of weights beyond what the caches hold.
  private static let streamedByte = 1.0 / 14
  private static let cachedBytes = 8 << 20

  init(_ convolution: Convolution, input: MapShape, output: MapShape, kernels: FastKernels) {
    (self.convolution, self.input, self.output) = (convolution, input, output)
    threads = kernels.threads
  }

  /// Multiply-adds of the definition for one picture.
  var multiplyAdds: Int {
    let area = convolution.kernel.y * convolution.kernel.x
    let pixels =
      convolution.isTransposed ? input.height * input.width : output.height * output.width
    let (inputs, outputs) = (convolution.inputChannels, convolution.outputChannels)
    return pixels * area * inputs * outputs / convolution.groups
  }

  /// The candidate of the lowest estimate; the first one of equals.
  func cheapest(of candidates: [ConvolutionAlgorithm]) -> ConvolutionAlgorithm {
    candidates.min { nanoseconds($0) < nanoseconds($1) } ?? .implicitGEMM
  }

  /// The estimate for one picture on one thread.
  func nanoseconds(_ algorithm: ConvolutionAlgorithm) -> Double {
    switch algorithm {
    case .implicitGEMM: product(pointersAPixel: area) + streaming(weightCount, passes: 1)
    case .mergedRows: product(pointersAPixel: 0) + Double(input.count) * Self.copiedElement
    case .narrow: narrow
    case .winograd2: winograd(2)
    case .winograd4: winograd(4)
    case .depthwise, .transposed: Double(multiplyAdds) * Self.multiplyAdd
    }
  }

  private var area: Double { Double(convolution.kernel.y * convolution.kernel.x) }
  private var pixels: Double { Double(output.height * output.width) }
  private var weightCount: Double { area * Double(input.channels * output.channels) }

  /// Output channels as the register tile sees them: panels of 16, or of 8 at three quarters of the speed.
  private var columns: Double {
    let panel = Int(CK_PANEL)
    let rest = output.channels % panel
    let tail = rest == 0 ? 0 : rest <= Int(CK_HALF_PANEL) ? 11 : panel
    return Double(output.channels / panel * panel + tail)
  }

  private func product(pointersAPixel: Double) -> Double {
    pixels * area * Double(input.channels) * columns * Self.multiplyAdd
      + (pointersAPixel > 0 ? pixels * (pointersAPixel + 2) * Self.pointer : 0)
  }

  private var narrow: Double {
    let lanes = 8
    let vectors = Double((input.channels + lanes - 1) / lanes * lanes)
    let pointers = input.channels % lanes == 0 ? 0 : (area + 2) * Self.pointer
    return pixels * area * vectors * Double(output.channels) * Self.multiplyAdd * 1.5
      + pixels * (pointers + 2 * Double(output.channels))
  }

  private func winograd(_ order: Int) -> Double {
    let dilation = convolution.dilation.y
    let tiles = WinogradConvolution.tiles(output, order: order, dilation: dilation)
    let count = Double(tiles.y * tiles.x * dilation * dilation)
    let planes = Double((order + 2) * (order + 2))
    let products = count * planes * Double(input.channels) * columns * Self.multiplyAdd
    let transforms =
      count * planes
      * (Double(input.channels) * Self.transform.input + columns * Self.transform.output) / 2
    let block = order == 4 ? 48.0 : 96.0
    let passes = (count / block).rounded(.up)
    let weights = planes * Double(input.channels) * columns
    return products + transforms + streaming(weights, passes: passes)
  }

  private func streaming(_ weights: Double, passes: Double) -> Double {
    let bytes = weights * Double(MemoryLayout<Float>.size)
    return max(0, bytes - Double(Self.cachedBytes)) * Self.streamedByte * passes
  }
}
