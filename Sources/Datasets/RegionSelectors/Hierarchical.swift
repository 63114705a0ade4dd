public import Basics
import Imaging

/// A whole or one of its parts, as RITM trains on COCO+LVIS: the sampler's `use_hierarchy`.
///
/// A root is drawn, each equally likely, and from there the walk goes down to a random child with
/// probability `descend`, as long as there are children. Of the region where it ends, up to three children,
/// 0…3 equally likely, are removed from the target and become negatives. The parent without the region is
/// a negative too. Children of less than a tenth of the region's area, and removed ones, get no positive
/// clicks.
public struct Hierarchical: RegionSelector {
  /// `hierarchical`.
  public let name = "hierarchical"
  /// The probability of each step down.
  public let descend: Double
  /// The most children that are removed.
  public let mostRemoved: Int

  private static let smallShare = 0.10

  /// Creates the selector; the defaults are RITM's.
  public init(descend: Double = 0.5, mostRemoved: Int = 3) {
    self.descend = descend
    self.mostRemoved = max(mostRemoved, 0)
  }

  /// Draws a root, walks down, and removes parts.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let tree = RegionTree(sample)
    let roots = tree.regions.filter { tree.parent(of: $0) == nil }
    guard !roots.isEmpty else { throw none(in: sample, .regions(wanted: 1, found: 0)) }
    var random = key.generator()
    var node = roots[random.index(below: roots.count)]
    while case let children = tree.children(of: node), !children.isEmpty,
      random.uniform() < descend
    {
      node = children[random.index(below: children.count)]
    }
    return try selection(of: node, in: sample, tree, &random)
  }

  private func selection(
    of node: RegionReference, in sample: SegSample, _ tree: RegionTree,
    _ random: inout KeyedRandom
  ) throws -> RegionSelection {
    let whole = try sample.region(node)
    var target = whole
    var positive = whole
    var negatives: [Mask] = []
    if let parent = tree.parent(of: node) {
      negatives.append(try sample.region(parent).removing(whole))
    }
    let children = tree.children(of: node)
    let small = Self.smallShare * Double(tree.area(of: node))
    for child in children where Double(tree.area(of: child)) < small {
      positive = positive.removing(try sample.region(child))
    }
    let removed = children.shuffled(using: &random)
      .prefix(random.index(below: min(children.count, mostRemoved) + 1))
    for child in removed {
      let part = try sample.region(child)
      target = target.removing(part)
      positive = positive.removing(part)
      negatives.append(part)
    }
    // Parts that cover their whole leave nothing to segment: then the whole is the target.
    if target.isEmpty { return RegionSelection(target: whole, regions: [node]) }
    return RegionSelection(
      target: target, regions: [node], positives: positive.isEmpty ? [target] : [positive],
      negatives: negatives.filter { !$0.isEmpty })
  }
}

extension Mask {
  /// This mask without the object pixels of another one of its size, whose ignored pixels do not count.
  fileprivate func removing(_ other: Mask) -> Mask {
    var rest = self
    for index in rest.codes.indices where other.codes[index] == Mask.object {
      if rest.codes[index] == Mask.object { rest.codes[index] = Mask.background }
    }
    return rest
  }
}
