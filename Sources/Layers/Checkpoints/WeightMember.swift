/// The part of a checkpoint that holds the weights of a network.
///
/// One rule finds it, whatever a training program has put around the weights and beside them: it is
/// where most of the network's parameters lie by name, of equals where most have the right shape, and
/// of these a member of averaged weights (one that is called `ema`, `swa` or `averaged`), else the
/// first of the file.
public struct WeightMember: Sendable {
  /// The keys in front of the network's own names, with points between them, as
  /// `state_dict.module`; empty for the file itself.
  public let path: String
  /// Its arrays, named as the network names them.
  public let entries: [Checkpoint.Entry]
  /// The other members that hold as many of the network's parameters, in the order of the file.
  public let others: [String]
}

extension Checkpoint {
  /// Where the weights of a network lie.
  ///
  /// - Parameters:
  ///   - network: the names and shapes of the network's parameters.
  ///   - member: the keys that lead to the member that is wanted; the rule decides where `nil`.
  /// - Throws: ``CheckpointError/noMember(name:members:)``.
  public func weights(
    of network: [(name: String, shape: [Int])], member: String? = nil
  ) throws(CheckpointError) -> WeightMember {
    let within = entries.filter { member.map($0.name.isIn) ?? true }
    guard let member, within.isEmpty else { return Self.weights(of: network, in: within) }
    throw .noMember(name: member, members: members)
  }

  /// The first keys of the arrays, each once, of those that lead to several.
  public var members: [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for entry in entries {
      guard let point = entry.name.firstIndex(of: ".") else { continue }
      let key = String(entry.name[..<point])
      if counts.updateValue(counts[key, default: 0] + 1, forKey: key) == nil { order.append(key) }
    }
    return order.filter { counts[$0, default: 0] > 1 }
  }

  /// Applies the rule to some arrays.
  public static func weights(
    of network: [(name: String, shape: [Int])], in entries: [Entry]
  ) -> WeightMember {
    let shapes = Dictionary(
      network.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
    var candidates: [String: Candidate] = [:]
    for entry in entries {
      entry.name.forEachSplit { path, name in
        guard let shape = shapes[name] else { return }
        let fresh = Candidate(place: candidates.count)
        candidates[path, default: fresh].count(hasItsShape: shape == entry.array.shape)
      }
    }
    let best = candidates.max { $0.value.isWorse(than: $1.value, $0.key, $1.key) }
    guard let best else { return WeightMember(path: "", entries: entries, others: []) }
    let others = candidates.filter { $0.value.isAsFull(as: best.value) && $0.key != best.key }
    return WeightMember(
      path: best.key, entries: entries.below(best.key),
      others: others.sorted { $0.value.place < $1.value.place }.map(\.key))
  }
}

/// How much of a network lies under a path.
private struct Candidate {
  /// The position among all paths, in the order of the file.
  let place: Int
  private var names = 0
  private var shapes = 0

  init(place: Int) { self.place = place }

  mutating func count(hasItsShape: Bool) {
    names += 1
    if hasItsShape { shapes += 1 }
  }

  func isAsFull(as other: Candidate) -> Bool { (names, shapes) == (other.names, other.shapes) }

  func isWorse(than other: Candidate, _ path: String, _ otherPath: String) -> Bool {
    (names, shapes, path.isAveraged ? 1 : 0, -place)
      < (other.names, other.shapes, otherPath.isAveraged ? 1 : 0, -other.place)
  }
}

extension [Checkpoint.Entry] {
  /// The arrays below a path, with what is left of their names; all where it is empty.
  fileprivate func below(_ path: String) -> [Checkpoint.Entry] {
    guard !path.isEmpty else { return self }
    return filter { $0.name.isIn(path) }.map {
      Checkpoint.Entry(name: String($0.name.dropFirst(path.count + 1)), array: $0.array)
    }
  }
}

extension String {
  /// Whether a name lies below a path.
  fileprivate func isIn(_ path: String) -> Bool { hasPrefix(path + ".") }

  /// Calls `body` with what stands before and behind each point, and with nothing and the whole.
  fileprivate func forEachSplit(_ body: (_ path: String, _ name: String) -> Void) {
    body("", self)
    for point in indices where self[point] == "." {
      body(String(self[..<point]), String(self[index(after: point)...]))
    }
  }

  /// Whether a word of a path says that its weights are averages over the training.
  fileprivate var isAveraged: Bool {
    split { !$0.isLetter }.contains { ["ema", "swa", "averaged"].contains($0.lowercased()) }
  }
}
