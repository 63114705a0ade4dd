import Basics
import Tensors

/// Turns the constants of a file into numbers, within a limit of memory.
struct ConstantReader {
  /// The folder of the file, where external data lies; `nil` where there is none.
  let folder: String?
  /// The most bytes that all constants together may take.
  let limit: Int
  private var used = 0
  private var files: [String: FileBytes] = [:]

  init(folder: String?, limit: Int) {
    (self.folder, self.limit) = (folder, limit)
  }

  /// The numbers of a constant: single precision for real ones, 64 bits for whole ones.
  mutating func array(_ tensor: TensorMessage) throws(ONNXError) -> NumericArray {
    guard let type = TensorMessage.ElementType(rawValue: tensor.typeCode), let width = type.width
    else { throw .tensor(name: tensor.name, .elementType(tensor.typeCode)) }
    let count = try reserve(tensor, type)
    do {
      if let external = tensor.external {
        let bytes = try self.bytes(of: external, tensor: tensor.name)
        return try array(tensor, type, width, count, bytes)
      }
      if let raw = tensor.raw, !raw.isEmptyBeside(tensor.typed) {
        return try array(tensor, type, width, count, raw)
      }
      return try typedArray(tensor, type, count)
    } catch let error as ONNXError {
      throw error
    } catch let error as WireError {
      throw .encoding(error)
    } catch {
      throw .tensor(name: tensor.name, .shape(tensor.dimensions))
    }
  }

  /// Counts the memory that the constant is going to take; the number of its elements.
  private mutating func reserve(
    _ tensor: TensorMessage, _ type: TensorMessage.ElementType
  ) throws(ONNXError) -> Int {
    var count = 1
    for extent in tensor.dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow, product <= 1 << 40 else {
        throw .tensor(name: tensor.name, .shape(tensor.dimensions))
      }
      count = product
    }
    used += count * (type.isFloating ? MemoryLayout<Float>.size : MemoryLayout<Int>.size)
    guard used <= limit else {
      throw .tensor(name: tensor.name, .tooLarge(bytes: used, limit: limit))
    }
    guard (try? ValueType(kind: type.kind, shape: tensor.dimensions).checkExtents()) != nil else {
      throw .tensor(name: tensor.name, .shape(tensor.dimensions))
    }
    return count
  }

  /// The part of the other file that holds a constant.
  private mutating func bytes(
    of external: TensorMessage.External, tensor: String
  ) throws(ONNXError) -> FileBytes {
    let location = external.location
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    guard let folder, !location.isEmpty, !location.hasPrefix("/"), !parts.contains(".."),
      !location.utf8.contains(0)
    else { throw .tensor(name: tensor, .outsideFolder(location)) }
    if files[location] == nil {
      let path = folder + "/" + location
      guard let real = Files.real(path), let within = Files.real(folder) else {
        throw .tensor(name: tensor, .unreadable(location))
      }
      // A link could lead to any file of the machine.
      guard real.hasPrefix(within.hasSuffix("/") ? within : within + "/") else {
        throw .tensor(name: tensor, .outsideFolder(location))
      }
      do { files[location] = try FileBytes(mapping: real) } catch {
        let isPointer = error.code == SystemError.gitPointer
        throw .tensor(name: tensor, isPointer ? .gitPointer(location) : .unreadable(location))
      }
    }
    let whole = files[location]
    guard let whole, external.offset >= 0, external.offset <= whole.count,
      let part = whole.slice(
        at: external.offset, count: external.length ?? whole.count - external.offset)
    else { throw .tensor(name: tensor, .outsideFile(location)) }
    return part
  }

  /// The numbers in raw data.
  private func array(
    _ tensor: TensorMessage, _ type: TensorMessage.ElementType, _ width: Int, _ count: Int,
    _ bytes: FileBytes
  ) throws -> NumericArray {
    guard bytes.count == count * width else {
      throw ONNXError.tensor(
        name: tensor.name, .count(found: bytes.count / width, shape: tensor.dimensions))
    }
    if type.isFloating {
      let floats = try Tensor(shape: tensor.dimensions) { target in
        bytes.withUnsafeBytes { type.convert($0, into: target) }
      }
      return .floats(floats)
    }
    var integers = [Int](repeating: 0, count: count)
    bytes.withUnsafeBytes { type.convert($0, into: &integers) }
    return try Self.array(integers, tensor, type)
  }

  /// The numbers in fields of their own type.
  private func typedArray(
    _ tensor: TensorMessage, _ type: TensorMessage.ElementType, _ count: Int
  ) throws -> NumericArray {
    let field = tensor.typedField
    guard field == nil || field == type.typedField else {
      throw ONNXError.tensor(name: tensor.name, .elementType(tensor.typeCode))
    }
    func checked<Number>(_ numbers: [Number]) throws -> [Number] {
      guard numbers.count == count else {
        throw ONNXError.tensor(
          name: tensor.name, .count(found: numbers.count, shape: tensor.dimensions))
      }
      return numbers
    }
    switch type {
    case .float:
      let numbers = try tensor.typed.fixed(UInt32.self, limit: count) { Float(bitPattern: $0) }
      return .floats(try Tensor(try checked(numbers), shape: tensor.dimensions))
    case .double:
      let numbers = try tensor.typed.fixed(UInt64.self, limit: count) {
        Float(Double(bitPattern: $0))
      }
      return .floats(try Tensor(try checked(numbers), shape: tensor.dimensions))
    case .float16, .bfloat16:
      let halves = try checked(try tensor.typed.integers(limit: count))
      let numbers = halves.map { type.float(half: UInt16(truncatingIfNeeded: $0)) }
      return .floats(try Tensor(numbers, shape: tensor.dimensions))
    default:
      return try Self.array(
        try checked(try tensor.typed.integers(limit: count)), tensor, type)
    }
  }

  private static func array(
    _ integers: [Int], _ tensor: TensorMessage, _ type: TensorMessage.ElementType
  ) throws -> NumericArray {
    guard type == .bool else {
      return .integers(try IntegerArray(integers, shape: tensor.dimensions))
    }
    return .booleans(
      try IntegerArray(integers.map { $0 == 0 ? 0 : 1 }, shape: tensor.dimensions))
  }
}

extension FileBytes {
  /// Whether raw data is only there by name, and the numbers stand in fields of their own.
  fileprivate func isEmptyBeside(_ typed: PackedNumbers) -> Bool { count == 0 && !typed.isEmpty }
}

extension TensorMessage.ElementType {
  /// The number of the field that holds elements of this type as numbers.
  fileprivate var typedField: Int {
    switch self {
    case .float, .complex64: 4
    case .int64: 7
    case .double, .complex128: 10
    case .uint32, .uint64: 11
    case .string: 6
    default: 5
    }
  }

  /// A number of 16 bits.
  fileprivate func float(half bits: UInt16) -> Float {
    self == .bfloat16
      ? Float(bitPattern: UInt32(bits) << 16) : Float(Float16(bitPattern: bits))
  }

  /// Converts raw real numbers.
  fileprivate func convert(
    _ raw: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<Float>
  ) {
    switch self {
    case .float: UnsafeMutableRawBufferPointer(target).copyMemory(from: raw)
    case .double:
      for index in target.indices {
        let bits = raw.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
        target[index] = Float(Double(bitPattern: UInt64(littleEndian: bits)))
      }
    default:
      for index in target.indices {
        let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        target[index] = float(half: UInt16(littleEndian: bits))
      }
    }
  }

  /// Converts raw whole numbers and truth values.
  fileprivate func convert(_ raw: UnsafeRawBufferPointer, into target: inout [Int]) {
    func each<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number.Type) {
      for index in target.indices {
        let bits = raw.loadUnaligned(
          fromByteOffset: MemoryLayout<Number>.size * index, as: number)
        target[index] = Int(truncatingIfNeeded: Number(littleEndian: bits))
      }
    }
    switch self {
    case .uint8, .bool: each(UInt8.self)
    case .int8: each(Int8.self)
    case .uint16: each(UInt16.self)
    case .int16: each(Int16.self)
    case .int32: each(Int32.self)
    case .uint32: each(UInt32.self)
    case .uint64: each(UInt64.self)
    default: each(Int64.self)
    }
  }
}
