// MobileNetV2: Inverted Residuals and Linear Bottlenecks.
// Mark Sandler, Andrew Howard, Menglong Zhu, Andrey Zhmoginov, Liang-Chieh Chen.
// arXiv:1801.04381, table 2.

public import Layers
import Tensors

/// Features of inverted residuals at strides 2 to 32; names and arithmetic are torchvision's.
public final class MobileNetV2: Encoder {
  /// The paper's table: expansion t, channels c, repetitions n, stride s.
  private static let table: [(t: Int, c: Int, n: Int, s: Int)] = [
    (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
    (6, 320, 1, 1),
  ]
  /// The last layer of each stride.
  private static let outputs = [1, 3, 6, 13, 18]

  private let features: Sequential

  /// Declares the network of width 1.
  public init(inputs: Int = 3, depth: Int = 5) {
    var layers: [Module] = [Self.convNorm(inputs, 32, kernel: 3, stride: 2)]
    var before = 32
    for row in Self.table {
      for index in 0..<row.n {
        layers.append(
          InvertedResidual(before, row.c, stride: index == 0 ? row.s : 1, expansion: row.t))
        before = row.c
      }
    }
    layers.append(Self.convNorm(before, 1280, kernel: 1))
    features = Sequential(layers)
    super.init(channels: [inputs, 16, 24, 32, 96, 1280], depth: depth)
  }

  override public var children: [Child] { [("features", features)] }

  override public func features(of x: Symbol) -> [Symbol] {  // x: (B, C, H, W)
    traced(x.builder) { () -> [Symbol] in
      var result = [x]
      var y = x
      for (index, layer) in features.items.enumerated() where result.count <= depth {
        y = layer.map { $0(y) } ?? y
        if Self.outputs.contains(index) { result.append(y) }  // (B, channels[i], H/2ⁱ, W/2ⁱ)
      }
      return result
    }
  }

  /// A convolution, its norm, and min(max(x, 0), 6).
  private static func convNorm(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> Sequential {
    Sequential([
      Conv2d(
        inputs, outputs, kernel: kernel, stride: stride,
        padding: .explicit(Edges(Spatial(kernel / 2))), groups: groups, bias: false,
        initialiser: .kaimingNormalByOutputs),
      BatchNorm2d(outputs), Function { $0.activated(.relu6) },
    ])
  }

  /// 1×1 wider, 3×3 depthwise, 1×1 narrower without activation; the input is added where it fits.
  private final class InvertedResidual: Module {
    private let conv: Sequential
    private let addsInput: Bool

    init(_ inputs: Int, _ outputs: Int, stride: Int, expansion: Int) {
      let width = inputs * expansion
      let widening = expansion == 1 ? [] : [convNorm(inputs, width, kernel: 1)]
      conv = Sequential(
        widening + [
          convNorm(width, width, kernel: 3, stride: stride, groups: width),
          Conv2d(
            width, outputs, kernel: 1, bias: false, initialiser: .kaimingNormalByOutputs),
          BatchNorm2d(outputs),
        ])
      addsInput = stride == 1 && inputs == outputs
    }

    override var children: [Child] { [("conv", conv)] }

    override func forward(_ x: Symbol) -> Symbol { addsInput ? x + conv(x) : conv(x) }
  }
}

extension MobileNetV2 {
  /// The network as an encoder.
  static var kinds: [EncoderKind] {
    [
      EncoderKind(
        name: "mobilenet_v2", depths: 1...5, summary: "inverted residuals, small and fast"
      ) { MobileNetV2(inputs: $0, depth: $1) }
    ]
  }
}
