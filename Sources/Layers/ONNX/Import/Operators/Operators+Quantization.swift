import Tensors

extension Operators {
  /// Numbers of few bits, by their definition: computed as real numbers.
  static let quantization: [String: Translation] = [
    "DequantizeLinear": { node throws(ONNXError) in [try node.dequantized()] },
    "QuantizeLinear": { node throws(ONNXError) in [try node.quantized()] },
  ]
}

extension ImportedNode {
  /// (x − zero point) · scale
  fileprivate func dequantized() throws(ONNXError) -> Symbol {
    try checkBlocks()
    let x = try operand(0)
    let shifted = has(2) ? x - (try alongAxis(2)) : x
    return builder.add(.cast(.float), shifted) * (try alongAxis(1))
  }

  /// The nearest whole number of x / scale, the even one of two, plus the zero point, within the range
  /// of the type.
  fileprivate func quantized() throws(ONNXError) -> Symbol {
    try checkBlocks()
    let range = try quantizedRange()
    let scaled = (try operand(0) / (try alongAxis(1))).mapped(.round)
    let zero = has(2) ? builder.add(.cast(.float), try alongAxis(2)) : builder.constant(Float(0))
    let limited = (scaled + zero).activated(
      .clamp(lower: Float(range.lowerBound), upper: Float(range.upperBound)))
    return builder.add(.cast(.integer), limited)
  }

  private func checkBlocks() throws(ONNXError) {
    guard try integer("block_size", default: 0) == 0 else { throw unsupported("blocks") }
  }

  /// A scale or zero point: one number, or one for each element along an axis.
  private func alongAxis(_ index: Int) throws(ONNXError) -> Symbol {
    let symbol = try operand(index)
    guard let array = constant(index) else { throw problem(.notConstant(input: index)) }
    guard array.count > 1 else { return symbol.reshaped([]) }
    let axis = try integer("axis", default: 1)
    guard array.shape.count == 1, (-64...64).contains(axis) else { throw wrong("axis", axis) }
    // Repeating aligns the last axes: those behind the channels' have the extent 1.
    guard axis != -1 else { return symbol }
    let behind = builder.add(.shape(start: axis + 1, end: nil), try operand(0))
    let ones = behind * builder.constant([0]) + builder.constant([1])
    return symbol.reshaped(concatenate([builder.constant([array.count]), ones], axis: 0))
  }

  /// What the type of the result holds: that of the zero point, or bytes.
  private func quantizedRange() throws(ONNXError) -> ClosedRange<Int> {
    let stated = try integer("output_dtype", default: 0)
    let code = stated != 0 ? stated : elementTypes.count > 2 ? elementTypes[2] : nil
    switch code.flatMap(TensorMessage.ElementType.init(rawValue:)) {
    case nil where code == nil, .uint8: return 0...255
    case .int8: return -128...127
    case .uint16: return 0...65535
    case .int16: return -32768...32767
    default: throw unsupported("element type \(code ?? 0)")
    }
  }
}
