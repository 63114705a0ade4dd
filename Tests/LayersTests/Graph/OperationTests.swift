import Tensors
import Testing

@testable import Layers

@Suite("Operations")
struct OperationTests {
  /// A 2 × 3 matrix of 0 … 5.
  private var matrix: NumericArray { get throws { .floats(try .counting([2, 3])) } }

  private func evaluate(_ operation: Operation, _ inputs: NumericArray...) throws -> NumericArray {
    try #require(try operation.evaluate(inputs).first)
  }

  private func floats(_ elements: [Float], _ shape: [Int]) throws -> NumericArray {
    .floats(try Tensor(elements, shape: shape))
  }

  @Test("slices count from the back, are clamped, and step backwards")
  func slices() throws {
    let x = NumericArray.floats(0, 1, 2, 3, 4)
    func slice(_ start: Int, _ end: Int, _ step: Int) throws -> [Float] {
      try evaluate(
        .slice, x, .integers(start), .integers(end), .integers(0), .integers(step)
      ).tensor.elements
    }
    #expect(try slice(1, -1, 1) == [1, 2, 3])
    #expect(try slice(0, 100, 2) == [0, 2, 4])
    #expect(try slice(-1, .min, -2) == [4, 2, 0])
    #expect(try slice(3, 0, -1) == [3, 2, 1])
    #expect(try slice(4, 2, 1) == [])
    #expect(try slice(2, .max, .max) == [2])
    #expect(throws: GraphError.Problem.self) { try slice(0, 5, 0) }
    let columns = try evaluate(.slice, matrix, .integers(1), .integers(3), .integers(-1))
    #expect(columns == (try floats([1, 2, 4, 5], [2, 2])))
  }

  @Test("borders are filled, mirrored, continued, wrapped or cut")
  func pads() throws {
    let x = NumericArray.floats(0, 1, 2)
    func pad(_ mode: PadMode, _ before: Int, _ after: Int) throws -> [Float] {
      try evaluate(.pad(mode), x, .integers(before, after), .floats(Tensor(9))).tensor.elements
    }
    #expect(try pad(.constant, 1, 2) == [9, 0, 1, 2, 9, 9])
    #expect(try pad(.constant, -1, 1) == [1, 2, 9])
    #expect(try pad(.reflect, 2, 1) == [2, 1, 0, 1, 2, 1])
    #expect(try pad(.edge, 2, 1) == [0, 0, 0, 1, 2, 2])
    #expect(try pad(.wrap, 2, 1) == [1, 2, 0, 1, 2, 0])
    #expect(throws: GraphError.Problem.self) { try pad(.reflect, 3, 0) }
    #expect(throws: GraphError.Problem.self) { try pad(.constant, -4, 0) }
  }

  @Test("reshaping keeps extents of 0 and computes one of −1")
  func reshapes() throws {
    let x = NumericArray.floats(try .counting([2, 3, 4]))
    func shape(_ wanted: Int..., allowsZero: Bool = false) throws -> [Int] {
      try evaluate(.reshape(allowsZero: allowsZero), x, .integers(IntegerArray(wanted))).shape
    }
    #expect(try shape(0, -1) == [2, 12])
    #expect(try shape(4, 0, 2) == [4, 3, 2])
    #expect(throws: TensorError.countMismatch(shape: [5, -1], found: 24)) { try shape(5, -1) }
    #expect(throws: TensorError.self) { try shape(-1, -1) }
    #expect(throws: TensorError.self) { try shape(0, -1, allowsZero: true) }
    #expect(throws: GraphError.Problem.self) { try shape(.max, .max) }
    #expect(try evaluate(.flatten(axis: 2), x).shape == [6, 4])
    #expect(try evaluate(.unsqueeze(axes: [-1, 0]), x).shape == [1, 2, 3, 4, 1])
    let one = NumericArray.floats(try .counting([1, 3, 1]))
    #expect(try evaluate(.squeeze(axes: nil), one).shape == [3])
    #expect(try evaluate(.squeeze(axes: [-1]), one).shape == [1, 3])
    #expect(throws: GraphError.Problem.axis(1, shape: [1, 3, 1])) {
      try evaluate(.squeeze(axes: [1]), one)
    }
  }

  @Test("elements move as NumPy moves them")
  func places() throws {
    #expect(
      try evaluate(.transpose(order: [1, 0]), matrix) == floats([0, 3, 1, 4, 2, 5], [3, 2]))
    #expect(
      try evaluate(.gather(axis: 1), matrix, .integers(2, -3)) == floats([2, 0, 5, 3], [2, 2]))
    #expect(try evaluate(.gather(axis: 0), matrix, .integers(IntegerArray(1))).shape == [3])
    #expect(throws: TensorError.self) { try evaluate(.gather(axis: 0), matrix, .integers(2)) }
    #expect(
      try evaluate(.tile, .floats(1, 2), .integers(2)) == .floats(1, 2, 1, 2))
    #expect(
      try evaluate(.expand, .floats(1, 2), .integers(2, 1)) == floats([1, 2, 1, 2], [2, 2]))
    #expect(
      try evaluate(.concatenate(axis: 1), matrix, matrix)
        == floats([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], [2, 6]))
    let parts = try Operation.split(axis: -1, parts: 2).evaluate([matrix])
    #expect(parts == [try floats([0, 1, 3, 4], [2, 2]), try floats([2, 5], [2, 1])])
    let sized = try Operation.split(axis: 1, parts: 2).evaluate([matrix, .integers(1, 2)])
    #expect(sized.map(\.shape) == [[2, 1], [2, 2]])
  }

  @Test("blocks of channels become pixels and back")
  func blocks() throws {
    let x = NumericArray.floats(try .counting([1, 8, 1, 1]))
    let first = try evaluate(.depthToSpace(block: 2, order: .blocksFirst), x)
    #expect(try first == floats([0, 2, 4, 6, 1, 3, 5, 7], [1, 2, 2, 2]))
    let shuffled = try evaluate(.depthToSpace(block: 2, order: .channelsFirst), x)
    #expect(try shuffled == floats([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 2, 2]))
    #expect(try evaluate(.spaceToDepth(block: 2), first) == x)
  }

  @Test("reductions, sums along the way, and the place of the largest")
  func reductions() throws {
    func reduce(_ reduction: Reduction, _ axes: [Int]?, keeps: Bool = false) throws -> NumericArray
    {
      try evaluate(.reduce(reduction, axes: axes, keepsAxes: keeps), matrix)
    }
    #expect(try reduce(.sum, [0]) == .floats(3, 5, 7))
    #expect(try reduce(.mean, [-1], keeps: true) == floats([1, 4], [2, 1]))
    #expect(try reduce(.maximum, nil) == .floats(Tensor(5)))
    #expect(try reduce(.sumOfSquares, [1]) == .floats(5, 50))
    let extents = try evaluate(.reduce(.product, axes: [0], keepsAxes: true), .integers(2, 3, 4))
    #expect(extents == .integers(24))
    let equal = NumericArray.floats(1, 3, 3)
    func place(_ last: Bool) throws -> NumericArray {
      try evaluate(
        .argument(ofLargest: true, axis: 0, keepsAxis: true, takesLast: last), equal)
    }
    #expect(try place(false) == .integers(1))
    #expect(try place(true) == .integers(2))
    func sums(_ exclusive: Bool, _ reversed: Bool) throws -> NumericArray {
      try evaluate(
        .cumulativeSum(isExclusive: exclusive, isReversed: reversed), .floats(1, 2, 3),
        .integers(IntegerArray(0)))
    }
    #expect(try sums(false, false) == .floats(1, 3, 6))
    #expect(try sums(true, false) == .floats(0, 1, 3))
    #expect(try sums(false, true) == .floats(6, 5, 3))
    let soft = try evaluate(.softmax(axis: 0), .floats(0, 0)).tensor.elements
    #expect(soft == [0.5, 0.5])
    #expect(try evaluate(.logSoftmax(axis: 0), .floats(1000, -1000)) == .floats(0, -2000))
  }

  @Test("integers are computed as integers, modulo 2⁶⁴, and never trap")
  func integers() throws {
    func binary(_ function: BinaryFunction, _ a: Int, _ b: Int) throws -> NumericArray {
      try evaluate(.binary(function), .integers(a), .integers(b))
    }
    #expect(try binary(.divide, -7, 2) == .integers(-3))
    #expect(try binary(.remainder, -7, 2) == .integers(-1))
    #expect(try binary(.modulo, -7, 2) == .integers(1))
    #expect(try binary(.divide, .min, -1) == .integers(.min))
    #expect(try binary(.power, 3, 4) == .integers(81))
    #expect(throws: GraphError.Problem.self) { try binary(.divide, 1, 0) }
    #expect(
      try evaluate(.binary(.less), .floats(1, 2), .floats(2)) == .booleans(IntegerArray([1, 0])))
    #expect(try evaluate(.cast(.integer), .floats(-1.7, .nan, 1e30)) == .integers(-1, 0, .max))
    #expect(
      try evaluate(
        .select, .booleans(IntegerArray([1, 0])), .floats(1, 2), .floats(Tensor(9)))
        == .floats(1, 9))
    #expect(
      try evaluate(
        .range, .integers(IntegerArray(5)), .integers(IntegerArray(0)),
        .integers(IntegerArray(-2))) == .integers(5, 3, 1))
    #expect(try evaluate(.constantOfShape(.integer(7)), .integers(2)) == .integers(7, 7))
  }

  @Test("matrix products repeat batches, transpose, scale and add")
  func products() throws {
    let row = try floats([1, 2, 3], [1, 3])
    let product = MatrixProduct(transposesRight: true, factor: 2, addendFactor: 10)
    #expect(
      try evaluate(.matrixProduct(product), row, matrix, .floats(1, 2))
        == floats([26, 72], [1, 2]))
    let batch = NumericArray.floats(try .counting([4, 2, 3]))
    let result = try evaluate(.matrixProduct(MatrixProduct(transposesLeft: true)), batch, matrix)
    #expect(result.shape == [4, 3, 3])
    #expect(throws: GraphError.Problem.extents(left: [2, 3], right: [2, 3], axis: 1)) {
      try evaluate(.matrixProduct(MatrixProduct()), matrix, matrix)
    }
  }

  @Test("norms over channels, groups, pixels and axes")
  func norms() throws {
    let x = try floats([1, 3, 5, 7], [1, 2, 2, 1])
    let (one, zero) = (NumericArray.floats(1, 1), NumericArray.floats(0, 0))
    #expect(
      try evaluate(.batchNorm(epsilon: 0), x, one, zero, .floats(1, 5), .floats(4, 1))
        == floats([0, 1, 0, 2], [1, 2, 2, 1]))
    #expect(
      try evaluate(.instanceNorm(epsilon: 0), x, one, .floats(0, 1))
        == floats([-1, 1, 0, 2], [1, 2, 2, 1]))
    let group = try evaluate(.groupNorm(groups: 1, epsilon: 0), x, one, zero).tensor
    let root5 = Float(5).squareRoot()
    #expect(
      group.relativeDistance(
        to: try Tensor([-3, -1, 1, 3].map { $0 / root5 }, shape: [1, 2, 2, 1]))
        < 1e-6)
    #expect(
      try evaluate(.layerNorm(axes: [1], epsilon: 0), x, one, .floats(0, 1))
        == floats([-1, -1, 2, 2], [1, 2, 2, 1]))
  }

  @Test("windows that are as large as makes the output ⌈input / stride⌉")
  func samePadding() throws {
    let x = NumericArray.floats(try .counting([1, 1, 1, 4]))
    let weight = try floats([1, 1, 1], [1, 1, 1, 3])
    func sums(_ padding: WindowPadding) throws -> [Float] {
      let convolution = GraphConvolution(stride: Spatial(y: 1, x: 2), padding: padding)
      return try evaluate(.convolution(convolution), x, weight).tensor.elements
    }
    #expect(try sums(.sameUpper) == [0 + 1 + 2, 2 + 3])
    #expect(try sums(.sameLower) == [0 + 1, 1 + 2 + 3])
    let pooling = GraphPooling(
      .average(countsPadding: false), kernel: Spatial(y: 1, x: 3), stride: Spatial(y: 1, x: 2),
      padding: .sameUpper)
    #expect(try evaluate(.pool(pooling), x).tensor.elements == [1, 2.5])
  }

  @Test("resizing by ONNX's rules gives the numbers of its specification")
  func resizes() throws {
    let x = NumericArray.floats(try Tensor([1, 2, 3, 4], shape: [1, 1, 1, 4]))
    func resized(_ resize: Resize, _ factor: Float) throws -> [Float] {
      try evaluate(.resize(resize), x, .floats(1, factor)).tensor.elements
    }
    func expect(_ found: [Float], _ expected: [Float]) {
      #expect(found.count == expected.count)
      for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-5) }
    }
    let symmetric = Resize(.linear, .halfPixelSymmetric, to: .factors)
    expect(try resized(symmetric, 0.6), [1.6666667, 3.3333333])
    expect(try resized(Resize(.linear, .halfPixel, to: .factors), 0.6), [1.3333333, 3])
    expect(try resized(Resize(.linear, .asymmetric, to: .factors), 0.5), [1, 3])
    expect(try resized(Resize(.nearest(.up), .asymmetric, to: .factors), 0.6), [1, 3])
    expect(try resized(Resize(.nearest(.halfDown), .halfPixel, to: .factors), 0.5), [1, 3])
    expect(try resized(Resize(.nearest(.halfUp), .halfPixel, to: .factors), 0.5), [2, 4])
    #expect(throws: GraphError.Problem.self) {
      try resized(Resize(.linear, .halfPixel, to: .factors), -1)
    }
    #expect(throws: GraphError.Problem.self) {
      try evaluate(.resize(symmetric), x, .floats(1, 2, 1, 1))
    }
  }

  @Test("what does not fit together is an error that says where")
  func errors() throws {
    #expect(throws: GraphError.Problem.inputCount(found: 1, allowed: 2...3)) {
      try evaluate(.convolution(GraphConvolution()), matrix)
    }
    #expect(throws: GraphError.Problem.rank(input: 0, found: 2, allowed: 4...4)) {
      try evaluate(.convolution(GraphConvolution()), matrix, matrix)
    }
    #expect(
      throws: GraphError.Problem.elementKind(input: 0, found: .integer, expected: .float)
    ) { try evaluate(.activation(.relu), .integers(1)) }
    #expect(throws: GraphError.Problem.extents(left: [2, 3], right: [2], axis: 1)) {
      try evaluate(.binary(.add), matrix, .floats(1, 2))
    }
    #expect(throws: GraphError.Problem.axis(2, shape: [2, 3])) {
      try evaluate(.softmax(axis: 2), matrix)
    }
    #expect(throws: TensorError.self) {
      try evaluate(.constantOfShape(.float(0)), .integers(1 << 30, 1 << 30))
    }
    let x = NumericArray.floats(try .counting([1, 1, 2, 2]))
    for stride in [0, .max] {
      #expect(throws: GraphError.Problem.self) {
        try evaluate(.convolution(GraphConvolution(stride: Spatial(stride))), x, x)
      }
    }
  }
}
