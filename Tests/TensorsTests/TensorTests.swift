import Testing

@testable import Tensors

@Suite("Tensor")
struct TensorTests {
  @Test("a product long enough for strips is that of its rows", arguments: [false, true])
  func strips(isTransposed: Bool) throws {
    // 1100 × 1024 × 1024 takes three strips, the last of them short.
    let (m, k, n) = (1100, 1024, 1024)
    let left = (0..<m * k).map { Float($0 % 7) - 3 }
    let right = (0..<k * n).map { Float($0 % 5) - 2 }
    let product = try Tensor(left, shape: isTransposed ? [k, m] : [m, k])
      .matrixProduct(Tensor(right, shape: [k, n]), transposingSelf: isTransposed).elements
    for row in [0, 511, 512, 1023, 1024, 1099] {
      for column in [0, 1023] {
        let sum = (0..<k).reduce(Float(0)) { sum, depth in
          let index = isTransposed ? depth * m + row : row * k + depth
          return sum + left[index] * right[depth * n + column]
        }
        // Whole numbers of this size are exact in any order.
        #expect(product[row * n + column] == sum)
      }
    }
  }

  @Test("a copy keeps its elements when the original is written to")
  func copyOnWrite() throws {
    var original = try Tensor([1, 2, 3, 4], shape: [2, 2])
    let copy = original
    try original.assign(Tensor(9), to: [0..<1, nil])
    #expect(copy.elements == [1, 2, 3, 4])
    #expect(original.elements == [9, 9, 3, 4])
  }

  @Test("memory starts at a multiple of 64 bytes")
  func alignment() throws {
    for count in [1, 3, 17, 1000] {
      Tensor([Float](repeating: 0, count: count)).withUnsafeElements {
        #expect(Int(bitPattern: $0.baseAddress) % 64 == 0)
      }
    }
  }

  @Test("extents of 1 and missing ones are repeated")
  func broadcasting() throws {
    let column = try Tensor([1, 2], shape: [2, 1])
    let row = Tensor([10, 20, 30])
    #expect(try (column + row).elements == [11, 21, 31, 12, 22, 32])
    #expect(try (column * row).shape == [2, 3])
    #expect(try (row - column).elements == [9, 19, 29, 8, 18, 28])
    #expect(try (row / Tensor(10)).elements == [1, 2, 3])
    #expect(try (row .> Tensor(15)).elements == [0, 1, 1])
    #expect(try row.selected(where: Tensor([1, 0, 1]), else: Tensor(-1)).elements == [10, -1, 30])
  }

  @Test("shapes that cannot be repeated are an error with both shapes and the axis")
  func broadcastingErrors() throws {
    let left = try Tensor(repeating: 0, shape: [2, 3])
    let right = try Tensor(repeating: 0, shape: [2, 4])
    #expect(throws: TensorError.shapeMismatch(left: [2, 3], right: [2, 4], axis: 1)) {
      try left + right
    }
  }

  @Test("a slice along several axes is what indexing gives")
  func slicing() throws {
    let tensor = try Tensor((0..<60).map(Float.init), shape: [3, 4, 5])
    let slice = try tensor.slice([1..<3, nil, 2..<4])
    #expect(slice.shape == [2, 4, 2])
    var expected: [Float] = []
    for i in 1..<3 {
      for j in 0..<4 { for k in 2..<4 { expected.append(Float(i * 20 + j * 5 + k)) } }
    }
    #expect(slice.elements == expected)
    #expect(try tensor.slice(axis: -1, at: 4).shape == [3, 4])
    #expect(try tensor.slice([0..<0]).count == 0)
    #expect(
      throws: TensorError.rangeOutOfBounds(lower: 2, upper: 6, axis: 2, shape: [3, 4, 5])
    ) { try tensor.slice([nil, nil, 2..<6]) }
  }

  @Test("assigning a slice back changes nothing, and assigning elsewhere changes only that part")
  func assignment() throws {
    let tensor = try Tensor.named("t", [3, 4, 5])
    var changed = tensor
    try changed.assign(try tensor.slice([1..<2, 0..<3, nil]), to: [1..<2, 0..<3, nil])
    #expect(changed == tensor)
    try changed.assign(Tensor(0), to: [nil, 1..<2])
    #expect(try changed.slice([nil, 1..<2]).elements.allSatisfy { $0 == 0 })
    #expect(try changed.slice([nil, 2..<4]) == tensor.slice([nil, 2..<4]))
  }

  @Test("concatenation along any axis is undone by slicing", arguments: -3..<3)
  func concatenation(axis: Int) throws {
    let positive = axis < 0 ? axis + 3 : axis
    let first = try Tensor.named("a", [2, 3, 4])
    var shape = first.shape
    shape[positive] = 5
    let second = try Tensor.named("b", shape)
    let joined = try Tensor.concatenate([first, second], axis: axis)
    var ranges = [Range<Int>?](repeating: nil, count: 3)
    ranges[positive] = 0..<first.shape[positive]
    #expect(try joined.slice(ranges) == first)
    ranges[positive] = first.shape[positive]..<joined.shape[positive]
    #expect(try joined.slice(ranges) == second)
    #expect(throws: TensorError.nothingToConcatenate) { try Tensor.concatenate([], axis: 0) }
  }

  @Test("permutations move every element to where the order says, and their inverse moves it back")
  func permutation() throws {
    let tensor = try Tensor.named("t", [2, 3, 4, 5])
    let moved = try tensor.permuted([2, 0, 3, 1])
    #expect(moved.shape == [4, 2, 5, 3])
    #expect(try moved.slice([3..<4, 1..<2, 4..<5, 2..<3]).elements == [tensor.elements[119]])
    #expect(try moved.permuted([1, 3, 0, 2]) == tensor)
    #expect(try tensor.channelsLast().channelsFirst() == tensor)
    #expect(try tensor.transposed().transposed() == tensor)
    #expect(throws: TensorError.invalidPermutation([0, 0, 1, 2], shape: [2, 3, 4, 5])) {
      try tensor.permuted([0, 0, 1, 2])
    }
  }

  @Test("a new shape keeps the elements in order, and one extent may follow from the others")
  func reshaping() throws {
    let tensor = try Tensor.named("t", [2, 3, 4])
    #expect(try tensor.reshaped([6, -1]).shape == [6, 4])
    #expect(try tensor.reshaped([24]).elements == tensor.elements)
    #expect(throws: TensorError.countMismatch(shape: [5, -1], found: 24)) {
      try tensor.reshaped([5, -1])
    }
    #expect(throws: TensorError.invalidShape([Int.max, 4])) {
      try Tensor(repeating: 0, shape: [Int.max, 4])
    }
  }

  @Test("padding surrounds the elements with the value")
  func padding() throws {
    let padded = try Tensor([1, 2, 3, 4], shape: [2, 2]).padded([(1, 0), (0, 2)], with: 9)
    #expect(padded.elements == [9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9])
  }

  @Test("reductions along an axis equal those of its slices", arguments: 0..<3)
  func reductions(axis: Int) throws {
    let tensor = try Tensor.named("t", [3, 4, 5])
    let slices = try (0..<tensor.shape[axis]).map { try tensor.slice(axis: axis, at: $0) }
    let sum = try slices.dropFirst().reduce(slices[0]) { try $0 + $1 }
    #expect(try tensor.sum(axis: axis).relativeDistance(to: sum) < 1e-6)
    let mean = sum * (1 / Float(slices.count))
    #expect(try tensor.mean(axis: axis).relativeDistance(to: mean) < 1e-6)
    let largest = try slices.dropFirst().reduce(slices[0]) { try $0.maximum($1) }
    #expect(try tensor.max(axis: axis) == largest)
    let smallest = try slices.dropFirst().reduce(slices[0]) { try $0.minimum($1) }
    #expect(try tensor.min(axis: axis) == smallest)
    #expect(try tensor.sum(axis: axis, keepingAxis: true).rank == 3)
  }

  @Test("whole reductions, and where the largest element of each row is")
  func wholeReductions() throws {
    let tensor = try Tensor([3, -1, 2, 0, 5, 5], shape: [2, 3])
    #expect(tensor.sum() == 14 && tensor.max() == 5 && tensor.min() == -1)
    #expect(try tensor.argmax() == [0, 1])
    #expect(Tensor([3, 4]).norm() == 5)
    #expect(Tensor([1, .nan, 2]).max()?.isNaN == true)
    #expect(Tensor([]).max() == nil)
  }

  @Test(
    "matrix products equal their definition, with transposed operands and repeated batches",
    arguments: [false, true], [false, true])
  func matrixProduct(left: Bool, right: Bool) throws {
    let (m, k, n) = (5, 7, 3)
    let a = try Tensor.named("a", [4, 1] + (left ? [k, m] : [m, k]))
    let b = try Tensor.named("b", [2] + (right ? [n, k] : [k, n]))
    let product = try a.matrixProduct(b, transposingSelf: left, transposingOther: right)
    #expect(product.shape == [4, 2, m, n])
    let (rows, columns) = (left ? try a.transposed() : a, right ? try b.transposed() : b)
    let wide = try rows.reshaped([4, 1, m, k, 1]) * columns.reshaped([2, 1, k, n])
    #expect(try product.relativeDistance(to: wide.sum(axis: 3)) < 1e-6)
    #expect(throws: TensorError.self) { try a.matrixProduct(a) }
  }

  @Test("the channels are the first or the last of three axes, whichever is the smallest")
  func channels() throws {
    let last = Tensor((0..<24).map { Float($0) })
    let image = try last.reshaped([4, 3, 2])
    #expect(try image.bringingChannelsLast() == image)
    let first = try image.bringingChannelsFirst()
    #expect(first.shape == [2, 4, 3])
    #expect(try first.bringingChannelsLast() == image)
    let mask = try Tensor([Float](repeating: 0, count: 12)).reshaped([4, 3])
    #expect(try mask.withChannelAxis(of: image).shape == [4, 3, 1])
    #expect(try mask.withChannelAxis(of: first).shape == [1, 4, 3])
    #expect(try image.withChannelAxis(of: first) == image)
    for shape in [[4, 2, 3], [2, 6, 2], [24, 1, 1]] {
      #expect(throws: TensorError.unclearChannels(shape: shape)) {
        try last.reshaped(shape).bringingChannelsFirst()
      }
    }
    #expect(throws: TensorError.rankMismatch(expected: 3, shape: [4, 3])) {
      try mask.bringingChannelsLast()
    }
  }
}
