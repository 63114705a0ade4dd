public import Tensors

/// What a prepared network consists of, step by step, and how long each took in one run.
public struct NetworkSummary: Sendable {
  /// One step: usually a layer with the norm, the activation and the sum that were fused into it.
  public struct Row: Sendable {
    /// The module that it belongs to.
    public let path: String
    /// The operation's name.
    public let operation: String
    /// The shape of its output.
    public let output: [Int]
    /// How many numbers its constants have.
    public let parameters: Int
    /// Multiply-adds of its definition, whatever the kernel really does.
    public let multiplyAdds: Int
    /// The kernel that computes it.
    public let kernel: String
    /// The activation that it ends with.
    public let activation: Activation
    /// The bytes of its output.
    public let bytes: Int
    /// How long it took.
    public let seconds: Double
  }

  /// The steps in the order of their execution.
  public let rows: [Row]

  /// Parameters of all steps.
  public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }

  /// Multiply-adds of all steps.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }

  /// Seconds of all steps.
  public var seconds: Double { rows.reduce(0) { $0 + $1.seconds } }
}
