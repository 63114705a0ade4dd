import Basics

/// What does not fit between a checkpoint and a network, all at once.
public struct LoadingError: Error, Hashable, Sendable {
  /// An array of another shape, and the shape that the network has.
  public struct Misshapen: Hashable, Sendable {
    /// The name of both.
    public var name: String
    /// The shape in the checkpoint.
    public var found: [Int]
    /// The shape in the network.
    public var expected: [Int]
  }

  /// Parameters of the network that the checkpoint lacks, in the network's order.
  public var missing: [String] = []
  /// Arrays of the checkpoint that the network lacks, in the checkpoint's order.
  public var unexpected: [String] = []
  /// Arrays that both have, in different shapes.
  public var misshapen: [Misshapen] = []

  /// Whether everything fits.
  public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && misshapen.isEmpty }

  /// What every unexpected name begins with and a missing one lacks, such as `module.` of a network
  /// that was trained in parallel; `nil` where there is no such thing.
  public var commonPrefix: String? {
    guard let first = unexpected.first, let point = first.firstIndex(of: ".") else { return nil }
    let prefix = first[...point]
    let wanted = Set(missing)
    let fits = unexpected.allSatisfy { name in
      name.hasPrefix(prefix)
        && (wanted.contains(String(name.dropFirst(prefix.count)))
          || name.hasSuffix(BatchNorm2d.batchCount))
    }
    return fits ? String(prefix) : nil
  }
}

extension Module {
  /// Takes the parameters from a checkpoint's arrays of the same names.
  ///
  /// As PyTorch's `load_state_dict`: nothing is changed unless everything fits. Without `strict`,
  /// missing and unexpected names are returned instead of thrown; shapes must agree in any case. A
  /// missing `num_batches_tracked` is no error.
  ///
  /// - Parameters:
  ///   - prefix: what the checkpoint's names have in front of the network's; others are left out.
  ///   - limit: the most bytes that one array may take.
  /// - Throws: ``LoadingError``.
  @discardableResult
  public func load(
    _ entries: [Checkpoint.Entry], prefix: String = "", strict: Bool = true,
    limit: Int = StoredArray.usualLimit
  ) throws -> LoadingError {
    var stored: [String: StoredArray] = [:]
    var report = LoadingError()
    let parameters = namedParameters
    let known = Set(parameters.map(\.name))
    for entry in entries where entry.name.hasPrefix(prefix) {
      let name = String(entry.name.dropFirst(prefix.count))
      stored[name] = entry.array
      if !known.contains(name) { report.unexpected.append(name) }
    }
    for (name, parameter) in parameters {
      if let array = stored[name] {
        guard array.shape != parameter.shape else { continue }
        report.misshapen.append(
          LoadingError.Misshapen(name: name, found: array.shape, expected: parameter.shape))
      } else if !name.hasSuffix(BatchNorm2d.batchCount) {
        report.missing.append(name)
      }
    }
    guard report.misshapen.isEmpty, report.isEmpty || !strict else { throw report }
    for (name, parameter) in parameters {
      guard let array = stored[name] else { continue }
      try Cancellation.check()
      try parameter.set(
        parameter.kind == .float
          ? .floats(try array.floats(limit: limit)) : .integers(try array.integers(limit: limit)))
    }
    return report
  }

  /// The parameters with their names, in the order of PyTorch's `state_dict`: what a checkpoint holds.
  ///
  /// - Parameter seed: draws those that have no numbers yet.
  public func state(seed: UInt64 = 0) throws -> [NamedArray] {
    try namedParameters.map { name, parameter in
      let key = RandomKey(root: seed, purpose: "weights", sample: name)
      return NamedArray(name: name, array: try parameter.value(key))
    }
  }
}
