import Basics
import Tensors

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

  /// An array with numbers that are NaN or infinite.
  public struct Broken: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How many such numbers it has.
    public var count: Int
    /// How many numbers it has.
    public var of: Int
  }

  /// Parameters of the network that the checkpoint lacks, in the network's order.
  public var missing: [String] = []
  /// Arrays of the checkpoint that the network lacks, in the checkpoint's order.
  public var unexpected: [String] = []
  /// Arrays that both have, in different shapes.
  public var misshapen: [Misshapen] = []

  /// Arrays that cannot be weights.
  public var broken: [Broken] = []
  /// How many parameters of the network the checkpoint has, in the right shape.
  public var loaded = 0
  /// How many parameters the network has, counts of batches aside.
  public var wanted = 0

  /// Whether everything fits.
  public var isEmpty: Bool {
    missing.isEmpty && unexpected.isEmpty && misshapen.isEmpty && broken.isEmpty
  }

  /// Whether the checkpoint has no parameter of the network at all.
  public var loadsNothing: Bool { loaded == 0 && wanted > 0 && misshapen.isEmpty }
}

extension Module {
  /// Takes the parameters from a checkpoint's arrays of the same names.
  ///
  /// As PyTorch's `load_state_dict`: nothing is changed unless everything fits. Without `strict`,
  /// missing and unexpected names are returned instead of thrown; but shapes must agree in any case,
  /// numbers must be finite, and something must be loaded. A missing `num_batches_tracked` is no error.
  ///
  /// - Parameter limit: the most bytes that one array may take.
  /// - Returns: what was loaded, and what not.
  /// - Throws: ``LoadingError``.
  @discardableResult
  public func load(
    _ entries: [Checkpoint.Entry], strict: Bool = true, limit: Int = StoredArray.usualLimit
  ) throws -> LoadingError {
    var stored: [String: StoredArray] = [:]
    var report = LoadingError()
    let parameters = namedParameters
    let known = Set(parameters.map(\.name))
    for entry in entries {
      stored[entry.name] = entry.array
      if !known.contains(entry.name) { report.unexpected.append(entry.name) }
    }
    for (name, parameter) in parameters {
      let isCounted = !name.hasSuffix(BatchNorm2d.batchCount)
      if isCounted { report.wanted += 1 }
      if let array = stored[name] {
        if isCounted, array.shape == parameter.shape { report.loaded += 1 }
        guard array.shape != parameter.shape else { continue }
        report.misshapen.append(
          LoadingError.Misshapen(name: name, found: array.shape, expected: parameter.shape))
      } else if isCounted {
        report.missing.append(name)
      }
    }
    guard report.misshapen.isEmpty, !report.loadsNothing, report.isEmpty || !strict else {
      throw report
    }
    var arrays: [(Parameter, NumericArray)] = []
    for (name, parameter) in parameters {
      guard let array = stored[name] else { continue }
      try Cancellation.check()
      let numbers = try array.numbers(as: parameter.kind, limit: limit)
      if let broken = numbers.brokenCount {
        report.broken.append(LoadingError.Broken(name: name, count: broken, of: array.count))
      }
      arrays.append((parameter, numbers))
    }
    guard report.broken.isEmpty else { throw report }
    for (parameter, numbers) in arrays { try parameter.set(numbers) }
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

extension StoredArray {
  /// The numbers as a parameter of this kind has them.
  fileprivate func numbers(as kind: ElementKind, limit: Int) throws -> NumericArray {
    kind == .float ? .floats(try floats(limit: limit)) : .integers(try integers(limit: limit))
  }
}

extension NumericArray {
  /// How many numbers are NaN or infinite; `nil` for none.
  var brokenCount: Int? {
    guard case .floats(let tensor) = self else { return nil }
    let count = tensor.withUnsafeElements { $0.reduce(0) { $0 + ($1.isFinite ? 0 : 1) } }
    return count > 0 ? count : nil
  }
}
