import Language

/// Inspects a checkpoint: every array with its type, shape and how many numbers it has.
enum CheckpointInspector: Inspector {
  static let kind = "checkpoints"

  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value? {
    guard let checkpoint = try CheckpointObject(ifCheckpoint: path) else { return nil }
    let names = ["format", "names", "parameters", "network", "shapes", "types", "metadata"]
    return .object(
      ReportObject(
        lines: ["\(path):"] + checkpoint.listing,
        fields: try names.map { name in
          let summary = checkpoint.members.first { $0.name == name }?.summary ?? ""
          return (name, summary, try checkpoint.member(named: name) ?? .none)
        }))
  }
}

/// Inspects an ONNX file: inputs, outputs, operators and parameters.
enum ONNXInspector: Inspector {
  static let kind = "ONNX files"

  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value? {
    path.hasSuffix(".onnx") ? .object(try NetworkFileObject(path)) : nil
  }
}
