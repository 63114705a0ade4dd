import Basics
public import Tensors

/// An array as a file holds it: nothing is converted before it is asked for.
public struct StoredArray: Sendable {
  /// How the numbers are stored.
  public let type: StoredType
  /// The extent of each axis.
  public let shape: [Int]
  /// How many numbers lie from one index of an axis to the next.
  let strides: [Int]
  /// The bytes from the first number on; large enough for all of them.
  private let stored: StoredBytes
  /// Whether the most significant byte comes first.
  let isBigEndian: Bool

  /// The most bytes that an array may take once it is read, unless a caller says otherwise.
  public static let usualLimit = 1 << 33

  /// Checks that every number lies within `bytes`.
  ///
  /// - Parameters:
  ///   - strides: in numbers; row-major where nil.
  ///   - offset: the place of the first number, in numbers.
  init(
    _ type: StoredType, shape: [Int], strides: [Int]? = nil, offset: Int = 0,
    in bytes: StoredBytes, isBigEndian: Bool = false
  ) throws(CheckpointError) {
    let rowMajor = try Self.rowMajor(shape)
    let strides = strides ?? rowMajor
    guard shape.count == strides.count, shape.count <= 64, shape.allSatisfy({ $0 >= 0 }),
      strides.allSatisfy({ $0 >= 0 }), offset >= 0
    else { throw .corrupt(detail: "an array of shape \(shape)") }
    let needed = try Self.extent(shape, strides)
    let (first, overflow) = offset.multipliedReportingOverflow(by: type.size)
    guard !overflow, let bytes = bytes.suffix(from: first), needed <= bytes.count / type.size else {
      throw .truncated
    }
    (self.type, self.shape, self.strides) = (type, shape, strides)
    (stored, self.isBigEndian) = (bytes, isBigEndian)
  }

  /// How many numbers there are.
  public var count: Int { shape.reduce(1, *) }

  /// The bytes that all numbers take in their stored form.
  public var byteCount: Int { count * type.size }

  /// The numbers in single precision, rounded to nearest where they are stored with more.
  ///
  /// - Throws: ``CheckpointError/tooLarge(bytes:limit:)``, or `SystemError` where the file changed.
  public func floats(limit: Int = usualLimit) throws -> Tensor {
    let bytes = try checked(limit)
    let tensor = try Tensor(shape: shape) { out in
      bytes.withUnsafeBytes { raw in read(raw, into: out) }
    }
    try bytes.checkIntact()
    return tensor
  }

  /// The numbers as integers; floating-point numbers are cut off at the point, and NaN is 0.
  public func integers(limit: Int = usualLimit) throws -> IntegerArray {
    let bytes = try checked(limit)
    var elements: [Int] = []
    elements.reserveCapacity(count)
    bytes.withUnsafeBytes { raw in
      forEachOffset { elements.append(integer(in: raw, at: $0)) }
    }
    try bytes.checkIntact()
    return try IntegerArray(elements, shape: shape)
  }

  /// The numbers as a value of a graph.
  public func array(limit: Int = usualLimit) throws -> NumericArray {
    switch type.kind {
    case .float: .floats(try floats(limit: limit))
    case .integer: .integers(try integers(limit: limit))
    case .boolean: .booleans(try integers(limit: limit))
    }
  }

  /// The stored bytes in row-major order, least significant byte first.
  public func littleEndianBytes(limit: Int = usualLimit) throws -> [UInt8] {
    let bytes = try checked(limit)
    var result: [UInt8] = []
    result.reserveCapacity(byteCount)
    bytes.withUnsafeBytes { raw in
      if isContiguous, !isBigEndian {
        result += raw.prefix(byteCount)
      } else {
        forEachOffset { index in
          let element = raw[(index * type.size)..<((index + 1) * type.size)]
          if isBigEndian { result += element.reversed() } else { result += element }
        }
      }
    }
    try bytes.checkIntact()
    return result
  }

  /// The bytes, unless they or what they become take more than the limit.
  private func checked(_ limit: Int) throws -> FileBytes {
    let needed = count * max(type.size, MemoryLayout<Float>.size)
    guard needed <= limit else { throw CheckpointError.tooLarge(bytes: needed, limit: limit) }
    return try stored.bytes(limit: limit)
  }

  private var isContiguous: Bool { (try? Self.rowMajor(shape)) == strides }

  /// Calls `body` with the place of every number in row-major order of the indices.
  func forEachOffset(_ body: (Int) -> Void) {
    guard count > 0 else { return }
    var index = Array(repeating: 0, count: shape.count)
    var offset = 0
    while true {
      body(offset)
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        offset += strides[axis]
        if index[axis] < shape[axis] { break }
        offset -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// How many numbers lie between the first and the last, both counted; 0 for an empty array.
  private static func extent(_ shape: [Int], _ strides: [Int]) throws(CheckpointError) -> Int {
    if shape.contains(0) { return 0 }
    var last = 0
    for (extent, stride) in zip(shape, strides) {
      let (step, first) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (sum, second) = last.addingReportingOverflow(step)
      guard !first, !second, sum < .max else {
        throw .corrupt(detail: "an array of shape \(shape)")
      }
      last = sum
    }
    return last + 1
  }

  /// The strides of column-major order, as Fortran and MATLAB store arrays.
  static func columnMajor(_ shape: [Int]) throws(CheckpointError) -> [Int] {
    try rowMajor(shape.reversed()).reversed()
  }

  /// The strides of row-major order; throws where the numbers cannot be counted in bytes.
  static func rowMajor(_ shape: [Int]) throws(CheckpointError) -> [Int] {
    var strides: [Int] = []
    var stride = 1
    for extent in shape.reversed() {
      strides.append(stride)
      let (product, overflow) = stride.multipliedReportingOverflow(by: max(extent, 1))
      guard !overflow, product <= Int.max / 8 else {
        throw .corrupt(detail: "an array of shape \(shape)")
      }
      stride = product
    }
    return strides.reversed()
  }
}

extension StoredArray {
  private func read(_ raw: UnsafeRawBufferPointer, into out: UnsafeMutableBufferPointer<Float>) {
    if type == .float32, isContiguous, !isBigEndian {
      UnsafeMutableRawBufferPointer(out).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: raw.prefix(out.count * 4)))
      return
    }
    var next = 0
    forEachOffset { index in
      out[next] = float(in: raw, at: index)
      next += 1
    }
  }

  private func float(in raw: UnsafeRawBufferPointer, at index: Int) -> Float {
    switch type {
    case .float32: Float(bitPattern: load(raw, index))
    case .float64: Float(Double(bitPattern: load(raw, index)))
    case .bfloat16: Float(bitPattern: UInt32(load(raw, index) as UInt16) << 16)
    case .float16: Float(halfPrecision: load(raw, index))
    case .uint64: Float(load(raw, index) as UInt64)
    default: Float(integer(in: raw, at: index))
    }
  }

  private func integer(in raw: UnsafeRawBufferPointer, at index: Int) -> Int {
    switch type {
    case .bool: (load(raw, index) as UInt8) == 0 ? 0 : 1
    case .uint8: Int(load(raw, index) as UInt8)
    case .int8: Int(load(raw, index) as Int8)
    case .uint16: Int(load(raw, index) as UInt16)
    case .int16: Int(load(raw, index) as Int16)
    case .uint32: Int(load(raw, index) as UInt32)
    case .int32: Int(load(raw, index) as Int32)
    case .uint64: Int(clamping: load(raw, index) as UInt64)
    case .int64: load(raw, index)
    case .float16, .bfloat16, .float32, .float64: Self.cut(Double(float(in: raw, at: index)))
    }
  }

  private static func cut(_ number: Double) -> Int {
    number.isNaN ? 0 : Int(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
  }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(
    _ raw: UnsafeRawBufferPointer, _ index: Int
  ) -> Number {
    let bits = raw.loadUnaligned(
      fromByteOffset: index * MemoryLayout<Number>.size, as: Number.self)
    return isBigEndian ? Number(bigEndian: bits) : Number(littleEndian: bits)
  }
}
