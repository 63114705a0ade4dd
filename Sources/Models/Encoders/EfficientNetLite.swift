// Higher accuracy on vision models with EfficientNet-Lite. Renjie Liu. TensorFlow blog, 2020:
// EfficientNet without squeeze and excitation, with min(max(x, 0), 6) in place of x · sigmoid(x).

public import Layers
import Tensors

/// EfficientNet-Lite0 as the classifier of ImageNet's thousand classes that its weights were made for.
///
/// Parameter names are those of the published file; arithmetic is timm's `efficientnet_lite0`:
/// symmetric padding, norms with 10⁻⁵.
public final class EfficientNetLite0: Module {
  private let stem = Conv2d(3, 32, kernel: 3, stride: 2, padding: .explicit(1), bias: false)
  private let stemNorm = BatchNorm2d(32)
  private let blocks: ModuleList<Block>
  private let head = Conv2d(320, 1280, kernel: 1, bias: false)
  private let headNorm = BatchNorm2d(1280)
  private let classifier: Linear

  /// Declares the network for so many classes.
  public init(classes: Int = 1000) {
    var before = 32
    blocks = ModuleList(
      EfficientNet.table.flatMap { row in
        (0..<row.n).map { index in
          defer { before = row.c }
          return Block(
            before, row.c, kernel: row.k, stride: index == 0 ? row.s : 1, expansion: row.t)
        }
      })
    classifier = Linear(1280, classes)
  }

  override public var children: [Child] {
    [
      ("_conv_stem", stem), ("_bn0", stemNorm), ("_blocks", blocks), ("_conv_head", head),
      ("_bn1", headNorm), ("_fc", classifier),
    ]
  }

  override public func forward(_ x: Symbol) -> Symbol {  // x: (B, 3, H, W)
    var y = relu6(stemNorm(stem(x)))  // (B, 32, H/2, W/2)
    for block in blocks.items { y = block(y) }  // (B, 320, H/32, W/32)
    y = relu6(headNorm(head(y))).globallyAveraged()  // (B, 1280, 1, 1)
    return classifier(y.flattened(from: 1))  // (B, classes)
  }

  /// Wider, depthwise, narrower without activation; the input is added where it fits.
  private final class Block: Module {
    private let expand: Conv2d?
    private let expandNorm: BatchNorm2d?
    private let depthwise: Conv2d
    private let depthwiseNorm: BatchNorm2d
    private let project: Conv2d
    private let projectNorm: BatchNorm2d
    private let addsInput: Bool

    init(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, expansion: Int) {
      let width = inputs * expansion
      expand = expansion == 1 ? nil : Conv2d(inputs, width, kernel: 1, bias: false)
      expandNorm = expansion == 1 ? nil : BatchNorm2d(width)
      depthwise = Conv2d(
        width, width, kernel: kernel, stride: stride,
        padding: .explicit(Edges(Spatial(kernel / 2))), groups: width, bias: false)
      depthwiseNorm = BatchNorm2d(width)
      project = Conv2d(width, outputs, kernel: 1, bias: false)
      projectNorm = BatchNorm2d(outputs)
      addsInput = stride == 1 && inputs == outputs
    }

    override var children: [Child] {
      [
        ("_expand_conv", expand), ("_bn0", expandNorm), ("_depthwise_conv", depthwise),
        ("_bn1", depthwiseNorm), ("_project_conv", project), ("_bn2", projectNorm),
      ]
    }

    override func forward(_ x: Symbol) -> Symbol {
      var y = x
      if let expand, let expandNorm { y = relu6(expandNorm(expand(y))) }
      y = relu6(depthwiseNorm(depthwise(y)))
      y = projectNorm(project(y))
      return addsInput ? y + x : y
    }
  }
}

/// min(max(x, 0), 6)
private func relu6(_ x: Symbol) -> Symbol { x.activated(.relu6) }
