public import Layers

/// What of a checkpoint became the weights of a network.
public struct Loading: Sendable {
  /// The member that holds them, and those that hold as many.
  public let member: WeightMember
  /// What was loaded, and what is missing.
  public let report: LoadingError
  /// How many arrays the file has besides.
  public let left: Int

  /// Finds the weights in a checkpoint and loads them.
  ///
  /// - Throws: `CheckpointError`, or `LoadingError` for weights of another network.
  init(
    _ checkpoint: Checkpoint, member: String?, into module: Module, strict: Bool, limit: Int
  ) throws {
    let parameters = module.namedParameters.map { ($0.name, $0.parameter.shape) }
    self.member = try checkpoint.weights(of: parameters, member: member)
    report = try module.load(self.member.entries, strict: strict, limit: limit)
    left = checkpoint.entries.count - self.member.entries.count + report.unexpected.count
  }
}
