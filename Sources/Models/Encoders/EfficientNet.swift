// EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks.
// Mingxing Tan, Quoc V. Le. arXiv:1905.11946, table 1 and the scaling of its section 3.3.

import Glibc
public import Layers
import Tensors

/// Features of squeezed and excited inverted residuals at strides 2 to 32.
///
/// Names and arithmetic are those of the PyTorch port that segmentation_models_pytorch uses: padding
/// is TensorFlow's `SAME` for the image size that the network was scaled for, whatever size it gets.
public final class EfficientNet: Encoder {
  /// The scaled networks: by how much they are wider and deeper than B0, and for which image side.
  public enum Size: String, CaseIterable, Sendable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case b0, b1, b2, b3, b4, b5, b6, b7

    var scaling: (width: Double, depth: Double, side: Int) {
      switch self {
      case .b0: (1, 1, 224)
      case .b1: (1, 1.1, 240)
      case .b2: (1.1, 1.2, 260)
      case .b3: (1.2, 1.4, 300)
      case .b4: (1.4, 1.8, 380)
      case .b5: (1.6, 2.2, 456)
      case .b6: (1.8, 2.6, 528)
      case .b7: (2, 3.1, 600)
      }
    }

    /// Channels scaled by the width, to a multiple of 8 that is at most a tenth smaller.
    func channels(_ count: Int) -> Int {
      let wanted = Double(count) * scaling.width
      let rounded = max(8, Int(wanted + 4) / 8 * 8)
      return Double(rounded) < 0.9 * wanted ? rounded + 8 : rounded
    }

    /// Repetitions scaled by the depth.
    func repetitions(_ count: Int) -> Int { Int(ceil(scaling.depth * Double(count))) }
  }

  /// Table 1: repetitions, kernel, stride, expansion, channels.
  static let table: [(n: Int, k: Int, s: Int, t: Int, c: Int)] = [
    (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
  ]
  /// The table's rows of which a block is a feature.
  private static let featureRows = [1, 2, 4, 6]

  private let stem: SameConv2d
  private let stemNorm: BatchNorm2d
  private let blocks: ModuleList<MBConv>
  private let head: Conv2d
  private let headNorm: BatchNorm2d
  private let swish = Function(silu)
  /// The blocks whose outputs are features.
  private let featureBlocks: [Int]

  /// Declares a scaled network.
  public init(_ size: Size, inputs: Int = 3, depth: Int = 5) {
    var side = size.scaling.side
    var before = size.channels(32)
    stem = SameConv2d(inputs, before, kernel: 3, stride: 2, side: side)
    stemNorm = BatchNorm2d(before, epsilon: 1e-3)
    side = (side + 1) / 2
    var channels = [inputs, before]
    var (blocks, featureBlocks): ([MBConv], [Int]) = ([], [])
    for (row, stage) in Self.table.enumerated() {
      let width = size.channels(stage.c)
      for index in 0..<size.repetitions(stage.n) {
        let stride = index == 0 ? stage.s : 1
        blocks.append(
          MBConv(
            before, width, kernel: stage.k, stride: stride, expansion: stage.t, side: side))
        side = (side + stride - 1) / stride
        before = width
      }
      if Self.featureRows.contains(row) {
        channels.append(width)
        featureBlocks.append(blocks.count - 1)
      }
    }
    // Of B0 the port takes the first block of the row at stride 16, of all others the last.
    if size == .b0 { featureBlocks[2] = 8 }
    self.blocks = ModuleList(blocks)
    self.featureBlocks = featureBlocks
    head = Conv2d(before, size.channels(1280), kernel: 1, bias: false)
    headNorm = BatchNorm2d(size.channels(1280), epsilon: 1e-3)
    super.init(channels: channels, depth: depth)
  }

  /// The head is for classification: an encoder carries its weights and does not compute it.
  override public var children: [Child] {
    [
      ("_conv_stem", stem), ("_bn0", stemNorm), ("_blocks", blocks), ("_conv_head", head),
      ("_bn1", headNorm), ("_swish", swish),
    ]
  }

  override public func features(of x: Symbol) -> [Symbol] {  // x: (B, C, H, W)
    traced(x.builder) { () -> [Symbol] in
      var y = swish(stemNorm(stem(x)))
      var result = [x, y]  // (B, width 32, H/2, W/2)
      for (index, block) in blocks.items.enumerated() where result.count <= depth {
        y = block(y)
        if featureBlocks.contains(index) { result.append(y) }  // (B, channels[i], H/2ⁱ, W/2ⁱ)
      }
      return result
    }
  }

  /// Wider, depthwise, squeezed and excited, narrower; the input is added where it fits.
  private final class MBConv: Module {
    private let expand: Conv2d?
    private let expandNorm: BatchNorm2d?
    private let depthwise: SameConv2d
    private let depthwiseNorm: BatchNorm2d
    private let reduce: Conv2d
    private let excite: Conv2d
    private let project: Conv2d
    private let projectNorm: BatchNorm2d
    private let addsInput: Bool

    init(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, expansion: Int, side: Int) {
      let width = inputs * expansion
      let squeezed = max(1, inputs / 4)
      expand = expansion == 1 ? nil : Conv2d(inputs, width, kernel: 1, bias: false)
      expandNorm = expansion == 1 ? nil : BatchNorm2d(width, epsilon: 1e-3)
      depthwise = SameConv2d(
        width, width, kernel: kernel, stride: stride, side: side, groups: width)
      depthwiseNorm = BatchNorm2d(width, epsilon: 1e-3)
      reduce = Conv2d(width, squeezed, kernel: 1)
      excite = Conv2d(squeezed, width, kernel: 1)
      project = Conv2d(width, outputs, kernel: 1, bias: false)
      projectNorm = BatchNorm2d(outputs, epsilon: 1e-3)
      addsInput = stride == 1 && inputs == outputs
    }

    override var children: [Child] {
      [
        ("_expand_conv", expand), ("_bn0", expandNorm), ("_depthwise_conv", depthwise),
        ("_bn1", depthwiseNorm), ("_se_reduce", reduce), ("_se_expand", excite),
        ("_project_conv", project), ("_bn2", projectNorm),
      ]
    }

    override func forward(_ x: Symbol) -> Symbol {
      var y = x
      if let expand, let expandNorm { y = silu(expandNorm(expand(y))) }
      y = silu(depthwiseNorm(depthwise(y)))
      y = sigmoid(excite(silu(reduce(y.globallyAveraged())))) * y
      y = projectNorm(project(y))
      return addsInput ? y + x : y
    }
  }
}

/// A convolution with the padding that keeps ⌈side / stride⌉ pixels of a square of a given side.
private final class SameConv2d: Conv2d {
  /// The padded picture has a name of its own in the port; the convolution pads for itself.
  private let staticPadding: Function

  init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, side: Int, groups: Int = 1
  ) {
    let kept = (side + stride - 1) / stride
    let total = max((kept - 1) * stride + kernel - side, 0)
    let padding = Edges(
      top: total / 2, left: total / 2, bottom: total - total / 2, right: total - total / 2)
    staticPadding = Function { $0.padded(padding) }
    super.init(
      inputs, outputs, kernel: kernel, stride: stride, padding: .explicit(padding),
      groups: groups, bias: false)
  }

  override var children: [Child] { [("static_padding", staticPadding)] }

  override func forward(_ x: Symbol) -> Symbol {
    _ = staticPadding(x)
    return super.forward(x)
  }
}

extension EfficientNet {
  /// The sizes as encoders.
  static var kinds: [EncoderKind] {
    Size.allCases.map { size in
      EncoderKind(
        name: "efficientnet-\(size.rawValue)", depths: 2...5,
        summary: "scaled inverted residuals for \(size.scaling.side) pixels"
      ) { EfficientNet(size, inputs: $0, depth: $1) }
    }
  }
}
