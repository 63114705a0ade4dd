extension ImportedNode {
  /// Einstein's sum of two operands as a matrix product: axes in both and in the result are
  /// batches, those in both but not in the result are summed over.
  func einsteinSum() throws(ONNXError) -> Symbol {
    let equation = try text("equation", default: "").filter { $0 != " " }
    guard operands.count == 2, let terms = EinsteinTerms(equation) else {
      throw unsupported("'\(equation)'")
    }
    let (left, right) = (try operand(0), try operand(1))
    let product = left.gathered(terms.left, as: [terms.batch, terms.rows, terms.summed])
      .matrixProduct(right.gathered(terms.right, as: [terms.batch, terms.summed, terms.columns]))
    // The result has the axes batch, rows, columns: split them again and put them in order.
    let made = terms.batch + terms.rows + terms.columns
    let extents = made.map { letter in
      terms.left.firstIndex(of: letter).map { left.extent($0) }
        ?? right.extent(terms.right.firstIndex(of: letter) ?? 0)
    }
    let split = extents.isEmpty ? product : product.reshaped(concatenate(extents, axis: 0))
    return split.transposed(terms.result.map { made.firstIndex(of: $0) ?? 0 })
  }
}

extension Symbol {
  /// The axes named by `letters` in groups: those of the first group apart, those of each other
  /// group as one.
  fileprivate func gathered(_ letters: [Character], as groups: [[Character]]) -> Symbol {
    let order = groups.flatMap(\.self).map { letters.firstIndex(of: $0) ?? 0 }
    let sorted = transposed(order)
    if groups.dropFirst().allSatisfy({ $0.count == 1 }) { return sorted }
    var extents = groups[0].indices.map { sorted.extent($0) }
    var next = groups[0].count
    for group in groups.dropFirst() {
      let parts = (next..<next + group.count).map { sorted.extent($0) }
      extents.append(parts.dropFirst().reduce(parts.first ?? builder.constant([1]), *))
      next += group.count
    }
    return sorted.reshaped(concatenate(extents, axis: 0))
  }
}

/// The letters of `ij,jk->ik`, sorted by what becomes of them.
private struct EinsteinTerms {
  let left: [Character]
  let right: [Character]
  let result: [Character]
  let batch: [Character]
  let rows: [Character]
  let columns: [Character]
  let summed: [Character]

  /// `nil` for what is no product of two operands: repeated letters, `...`, letters summed alone.
  init?(_ equation: String) {
    let sides = equation.split(separator: ">", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].last == "-" else { return nil }
    let operands = sides[0].dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard operands.count == 2 else { return nil }
    let terms = [operands[0], operands[1], sides[1]].map(Array.init)
    guard terms.allSatisfy({ $0.allSatisfy(\.isLetter) && Set($0).count == $0.count }) else {
      return nil
    }
    (left, right, result) = (terms[0], terms[1], terms[2])
    let (inLeft, inRight, inResult) = (Set(left), Set(right), Set(result))
    guard inResult.isSubset(of: inLeft.union(inRight)),
      inLeft.symmetricDifference(inRight).isSubset(of: inResult)
    else { return nil }
    batch = result.filter { inLeft.contains($0) && inRight.contains($0) }
    rows = result.filter { !inRight.contains($0) }
    columns = result.filter { !inLeft.contains($0) }
    summed = left.filter { inRight.contains($0) && !inResult.contains($0) }
  }
}
