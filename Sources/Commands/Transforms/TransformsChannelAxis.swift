import Language
import Tensors

/// `transforms.to_channel_first`.
struct TransformsToChannelFirst: Command {
  static let name = "transforms.to_channel_first"
  static let summary = "Turn an array of an image to (C, H, W), however it comes."
  static let discussion = """
    The channel axis is the one of the smallest extent, first or last of three.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.to_channel_first(tensors.zeros(24, 32, 3)).shape)", prints: "(3, 24, 32)")
  ]

  @Argument("a tensor of three axes, or an image") var image: Value

  func run(_ context: CommandContext) throws -> Value {
    let operand = try TensorOperand.tensor(image, of: Self.name)
    return .object(TensorObject(try operand.tensor.bringingChannelsFirst(), operand.kind))
  }
}

/// `transforms.to_channel_last`.
struct TransformsToChannelLast: Command {
  static let name = "transforms.to_channel_last"
  static let summary = "Turn an array of an image to (H, W, C), however it comes."
  static let discussion = """
    The channel axis is the one of the smallest extent, first or last of three.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.to_channel_last(tensors.zeros(3, 24, 32)).shape)", prints: "(24, 32, 3)")
  ]

  @Argument("a tensor of three axes, or an image") var image: Value

  func run(_ context: CommandContext) throws -> Value {
    let operand = try TensorOperand.tensor(image, of: Self.name)
    return .object(TensorObject(try operand.tensor.bringingChannelsLast(), operand.kind))
  }
}

/// `transforms.fix_mask_shape`.
struct TransformsFixMaskShape: Command {
  static let name = "transforms.fix_mask_shape"
  static let summary = "Give a mask an axis of one channel where its image has its channels."
  static let discussion = """
    A mask of three axes is left as it is. The channel axis is the one of the smallest extent, first or last of three.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.fix_mask_shape(tensors.zeros(3, 24, 32), tensors.zeros(24, 32)).shape)",
      prints: "(1, 24, 32)")
  ]

  @Argument("a tensor of three axes, or an image") var image: Value
  @Argument("a tensor of two or three axes, or a mask") var mask: Value

  func run(_ context: CommandContext) throws -> Value {
    let image = try TensorOperand.tensor(image, of: Self.name)
    let mask = try TensorOperand.tensor(mask, of: Self.name)
    return .object(TensorObject(try mask.tensor.withChannelAxis(of: image.tensor), mask.kind))
  }
}

extension TensorOperand {
  /// The tensor that a command takes.
  fileprivate static func tensor(_ value: Value, of name: String) throws -> TensorOperand {
    guard let operand = TensorOperand(value) else {
      throw Diagnostic(.type, "\(name) takes tensors and pictures, got \(value.typeName)")
    }
    return operand
  }
}
