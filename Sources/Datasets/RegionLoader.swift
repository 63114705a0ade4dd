public import Basics
import Synchronization

/// Hands out the samples of training, epoch by epoch, loaded and augmented on several threads.
///
/// What is at a place of an epoch is a function of the data, the seed, the epoch and the place alone: the
/// number of threads changes the time, never a bit.
public struct RegionLoader: Sendable {
  /// What becomes of a sample that cannot be loaded, or in which the selector finds no region.
  public enum Refusals: Sendable {
    /// The first such sample ends the work with its error.
    case fail
    /// It is left out, and counted.
    case skip
  }

  /// What is loaded.
  public let dataset: RegionDatasetWithInfo
  /// Whether each epoch has an order of its own.
  public let shuffles: Bool
  /// What becomes of samples that cannot be used.
  public let refusals: Refusals
  /// How many threads load.
  public let threads: Int

  /// A loader; shuffled, and on all processors unless told.
  public init(
    _ dataset: RegionDatasetWithInfo, shuffles: Bool = true, refusals: Refusals = .fail,
    threads: Int = ThreadPool.processorCount
  ) {
    self.dataset = dataset
    self.shuffles = shuffles
    self.refusals = refusals
    self.threads = max(threads, 1)
  }

  /// Some samples of an epoch, in order, and those among them that were left out.
  public struct Batch: Sendable {
    /// The samples that could be used.
    public var samples: [RegionSample]
    /// The ids of the others, each with what was wrong.
    public var skipped: [(id: String, error: any Error)]
  }

  /// The data set's indices in the order of an epoch.
  public func order(epoch: Int) -> [Int] {
    guard shuffles else { return Array(0..<dataset.count) }
    var random = RandomKey(
      root: dataset.seed, purpose: "loader.order", dataset: dataset.dataset.name,
      interaction: epoch
    ).generator()
    return (0..<dataset.count).shuffled(using: &random)
  }

  /// Loads the samples at some places of an order.
  ///
  /// - Parameter order: what ``order(epoch:)`` gave for the epoch.
  /// - Throws: `Cancellation.Interrupted`; under ``Refusals/fail`` the error of the first sample that
  ///   cannot be used.
  public func load(_ places: Range<Int>, of order: [Int], epoch: Int) throws -> Batch {
    let places = places.clamped(to: 0..<order.count)
    let results = Mutex<[Result<RegionSample, any Error>?]>(
      Array(repeating: nil, count: places.count))
    try ThreadPool.shared.forEach(count: places.count, threads: threads) { number in
      try Cancellation.check()
      let index = order[places.lowerBound + number]
      let result = Result { try dataset.sample(at: index, epoch: epoch) }
      if case .failure(let error) = result, refusals == .fail || error is Cancellation.Interrupted {
        throw error
      }
      results.withLock { $0[number] = result }
    }
    return batch(of: results.withLock { $0 }, order[places])
  }

  /// Calls `body` with one batch after the other until the epoch is over.
  public func forEachBatch(
    of size: Int, epoch: Int, _ body: (Batch) throws -> Void
  ) throws {
    let order = order(epoch: epoch)
    for start in stride(from: 0, to: order.count, by: max(size, 1)) {
      try body(load(start..<start + max(size, 1), of: order, epoch: epoch))
    }
  }

  private func batch(
    of results: [Result<RegionSample, any Error>?], _ indices: ArraySlice<Int>
  ) -> Batch {
    var batch = Batch(samples: [], skipped: [])
    for (result, index) in zip(results, indices) {
      switch result {
      case .success(let sample): batch.samples.append(sample)
      case .failure(let error):
        batch.skipped.append((id: dataset.dataset.id(at: index), error: error))
      case nil: break
      }
    }
    return batch
  }
}
