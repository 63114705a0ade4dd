// Deep Residual Learning for Image Recognition.
// Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun. arXiv:1512.03385, table 1.

public import Layers
import Tensors

/// Residual features at strides 2, 4, 8, 16 and 32; names and arithmetic are torchvision's.
public final class ResNet: Encoder {
  /// The networks of the paper's table.
  public enum Size: String, CaseIterable, Sendable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case resnet18, resnet34, resnet50, resnet101, resnet152

    /// Blocks in each of the four stages.
    var blocks: [Int] {
      switch self {
      case .resnet18: [2, 2, 2, 2]
      case .resnet34, .resnet50: [3, 4, 6, 3]
      case .resnet101: [3, 4, 23, 3]
      case .resnet152: [3, 8, 36, 3]
      }
    }

    /// Whether blocks narrow their channels to a quarter in between.
    var hasBottlenecks: Bool { self != .resnet18 && self != .resnet34 }

    /// By how much a block's output is wider than its inside.
    var expansion: Int { hasBottlenecks ? 4 : 1 }
  }

  private static let widths = [64, 128, 256, 512]

  private let conv1: Conv2d
  private let bn1 = BatchNorm2d(64)
  private let activation = Function(relu)
  private let maxpool = Function {
    $0.pooled(GraphPooling(.maximum, kernel: 3, stride: 2, padding: .explicit(1)))
  }
  private let layers: [Sequential]

  /// Declares a network of one of the paper's sizes.
  public init(_ size: Size, inputs: Int = 3, depth: Int = 5) {
    conv1 = Conv2d(
      inputs, 64, kernel: 7, stride: 2, padding: .explicit(3), bias: false,
      initialiser: .kaimingNormalByOutputs)
    var before = 64
    layers = zip(Self.widths, size.blocks).enumerated().map { stage, shape in
      let (width, count) = shape
      return Sequential(
        (0..<count).map { index in
          defer { before = width * size.expansion }
          return Block(
            before, width, stride: stage > 0 && index == 0 ? 2 : 1,
            hasBottleneck: size.hasBottlenecks)
        })
    }
    super.init(
      channels: [inputs, 64] + Self.widths.map { $0 * size.expansion }, depth: depth)
  }

  override public var children: [Child] {
    [("conv1", conv1), ("bn1", bn1), ("relu", activation), ("maxpool", maxpool)]
      + layers.enumerated().map { ("layer\($0 + 1)", $1) }
  }

  override public func features(of x: Symbol) -> [Symbol] {  // x: (B, C, H, W)
    traced(x.builder) { () -> [Symbol] in
      var features = [x, activation(bn1(conv1(x)))]  // (B, 64, H/2, W/2)
      for stage in layers.prefix(depth - 1) {  // (B, width · expansion, H/4 … H/32, W/4 … W/32)
        guard let last = features.last else { break }
        features.append(stage(features.count == 2 ? maxpool(last) : last))
      }
      return features
    }
  }

  /// Two 3×3 convolutions, or 1×1, 3×3 and 1×1, around which the input is added.
  private final class Block: Module {
    private let convolutions: [Conv2d]
    private let norms: [BatchNorm2d]
    private let downsample: Sequential?

    init(_ inputs: Int, _ width: Int, stride: Int, hasBottleneck: Bool) {
      func conv(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1) -> Conv2d {
        Conv2d(
          inputs, outputs, kernel: kernel, stride: stride,
          padding: .explicit(Edges(Spatial(kernel / 2))), bias: false,
          initialiser: .kaimingNormalByOutputs)
      }
      let outputs = hasBottleneck ? 4 * width : width
      if hasBottleneck {
        convolutions = [
          conv(inputs, width, kernel: 1), conv(width, width, kernel: 3, stride: stride),
          conv(width, outputs, kernel: 1),
        ]
        norms = [BatchNorm2d(width), BatchNorm2d(width), BatchNorm2d(outputs)]
      } else {
        convolutions = [
          conv(inputs, width, kernel: 3, stride: stride), conv(width, width, kernel: 3),
        ]
        norms = [BatchNorm2d(width), BatchNorm2d(width)]
      }
      downsample =
        stride == 1 && inputs == outputs
        ? nil
        : Sequential([conv(inputs, outputs, kernel: 1, stride: stride), BatchNorm2d(outputs)])
    }

    override var children: [Child] {
      zip(convolutions, norms).enumerated().flatMap { index, pair -> [Child] in
        [("conv\(index + 1)", pair.0), ("bn\(index + 1)", pair.1)]
      } + [("downsample", downsample)]
    }

    override func forward(_ x: Symbol) -> Symbol {
      var y = x
      for (index, (conv, norm)) in zip(convolutions, norms).enumerated() {
        y = norm(conv(y))
        if index < convolutions.count - 1 { y = relu(y) }
      }
      return relu(y + (downsample.map { $0(x) } ?? x))
    }
  }
}

extension ResNet {
  /// The sizes as encoders.
  static var kinds: [EncoderKind] {
    Size.allCases.map { size in
      EncoderKind(
        name: size.rawValue, depths: 1...5,
        summary: "residual network of \(size.rawValue.dropFirst(6)) layers"
      ) { ResNet(size, inputs: $0, depth: $1) }
    }
  }
}
