/// A reader that is fuzzed: given any bytes, it must end soon, within bounded memory, and without a trap.
///
/// `scripts/fuzz NAME` looks for bytes that break it; the tests replay the inputs of `Tests/Fuzz/NAME`.
/// A target is a file of this folder and a name in ``all``.
struct FuzzTarget: Sendable, CustomStringConvertible {
  /// What `scripts/fuzz` and the folder of inputs call it.
  let name: String
  /// Reads the bytes; an error is an answer, and is ignored.
  let read: @Sendable (_ bytes: [UInt8]) throws -> Void

  /// The targets by name.
  static let all: [FuzzTarget] = [
    .coco,
    .evaluator,
    .host,
    .lvis,
    .manifest,
    .mat,
    .numpy,
    .onnx,
    .onnxExecution,
    .panoptic,
    .parser,
    .pictures,
    .safetensors,
    .torch,
  ]

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  func run(_ bytes: [UInt8]) { try? read(bytes) }

  var description: String { name }
}
