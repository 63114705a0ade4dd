/// Several data sets one behind the other.
///
/// Ids that occur in two of them have the data set's name in front, `SBD/2008_000002`; of data sets of one
/// name the second is `SBD#2`.
public struct ComposedDataset: SegDataset {
  /// The parts' names, joined by `+`.
  public let name: String
  /// The data sets.
  public let parts: [any SegDataset]
  /// Where each part's samples begin, and one place more: how many there are.
  private let starts: [Int]
  private let ids: [String]

  /// Joins data sets.
  ///
  /// - Throws: ``DatasetError/empty(name:)`` without any, ``DatasetError/sameID(id:dataset:)`` where ids clash even so.
  public init(_ parts: [any SegDataset]) throws(DatasetError) {
    guard !parts.isEmpty else { throw .empty(name: "compose") }
    name = parts.map(\.name).joined(separator: "+")
    self.parts = parts
    var starts = [0]
    for part in parts { starts.append(starts[starts.count - 1] + part.count) }
    self.starts = starts
    let plain = parts.flatMap { part in (0..<part.count).map { part.id(at: $0) } }
    let counts = Dictionary(plain.map { ($0, 1) }, uniquingKeysWith: +)
    let owners = zip(Self.distinctNames(of: parts), parts).flatMap { name, part in
      repeatElement(name, count: part.count)
    }
    ids = zip(owners, plain).map { counts[$1] == 1 ? $1 : "\($0)/\($1)" }
    try DatasetError.checkUnique(ids, of: name)
  }

  /// The parts' names, with a number behind those that came before.
  private static func distinctNames(of parts: [any SegDataset]) -> [String] {
    var counts: [String: Int] = [:]
    return parts.map { part in
      counts[part.name, default: 0] += 1
      let number = counts[part.name, default: 1]
      return number == 1 ? part.name : "\(part.name)#\(number)"
    }
  }

  /// What the parts were recognised as.
  public var layout: String { parts.map(\.layout).joined(separator: "; ") }

  /// How many samples there are in all.
  public var count: Int { ids.count }

  /// The sample's id, with its data set's name in front where it needs that.
  public func id(at index: Int) -> String { ids[index] }

  /// The part that a sample comes from, and its place there.
  public func origin(of index: Int) -> (part: Int, index: Int) {
    let part = (starts.firstIndex { $0 > index } ?? parts.count) - 1
    return (part, index - starts[part])
  }

  /// What is known to be wrong there.
  public func check() throws(DatasetError) { for part in parts { try part.check() } }

  /// The part's sample, under this data set's id.
  public func sample(at index: Int) throws -> SegSample {
    let (part, place) = origin(of: index)
    var sample = try parts[part].sample(at: place)
    sample.info.id = ids[index]
    return sample
  }
}
