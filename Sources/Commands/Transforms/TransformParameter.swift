import Datasets
import Language

/// A parameter that takes a transform: one of the catalogue by its name, a transform, or a script's function.
struct TransformParameter: ScriptConvertible {
  static let typeName = "transform"
  let transform: any Transform

  static func read(_ word: String, in context: CommandContext) throws -> TransformParameter {
    guard let make = TransformCatalogue.entries[word] else { throw ReadingFailure.mismatch }
    return TransformParameter(transform: try make())
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> TransformParameter {
    if let name = value.asString { return try read(name, in: context) }
    if let object = value.asObject(TransformObject.self) {
      return TransformParameter(transform: object.transform)
    }
    guard value.kind == .function || value.kind == .builtin else {
      throw ReadingFailure.mismatch
    }
    let function = FunctionShape(value)
    guard function.parameterCount.map({ (2...3).contains($0) }) ?? false else {
      throw ReadingFailure.refused(
        "the function '\(function.name)' is not of a transform's form",
        help: "a transform is f(image, mask) or f(image, mask, seed), and returns (image, mask)")
    }
    return TransformParameter(
      transform: ScriptTransform(
        name: function.name, function: value, caller: ScriptCaller(context.interpreter),
        takesSeed: function.parameterCount == 3))
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    transformCommands.compactMap { command in
      let name = String(command.name.dropFirst("transforms.".count))
      return TransformCatalogue.entries[name] == nil ? nil : Candidate(name, command.summary)
    }
  }

  static func spelling(of value: TransformParameter) -> String { value.transform.name }
}

/// The transforms that need no argument, by name, with their defaults.
enum TransformCatalogue {
  static let entries: [String: @Sendable () throws -> any Transform] = [
    "uniform_random_resize": { try UniformRandomResize() },
    "random_scale": { try RandomScale() },
    "horizontal_flip": { try HorizontalFlip() },
    "vertical_flip": { try VerticalFlip() },
    "flip": { try Flip() },
    "transpose": { try Transpose() },
    "random_rotate90": { try RandomRotate90() },
    "square_symmetry": { try SquareSymmetry() },
    "shift_scale_rotate": { try ShiftScaleRotate() },
    "rotate": { try Rotate() },
    "random_brightness_contrast": { try RandomBrightnessContrast() },
    "random_brightness": { try RandomBrightnessContrast(contrastLimit: DrawRange(0)) },
    "random_contrast": { try RandomBrightnessContrast(brightnessLimit: DrawRange(0)) },
    "rgb_shift": { try RGBShift() },
    "hue_saturation_value": { try HueSaturationValue() },
    "random_gamma": { try RandomGamma() },
    "blur": { try Blur() },
    "gaussian_blur": { try GaussianBlur() },
    "median_blur": { try MedianBlur() },
    "gauss_noise": { try GaussNoise() },
    "iso_noise": { try ISONoise() },
    "image_compression": { try ImageCompression() },
    "channel_shuffle": { try ChannelShuffle() },
    "to_gray": { try ToGray() },
    "normalize": { try Normalize() },
    "min_max_stretch": { try MinMaxStretch() },
  ]
}
