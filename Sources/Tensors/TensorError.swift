/// What was wrong with the operands of an operation on tensors or feature maps.
public enum TensorError: Error, Equatable {
  /// A shape with a negative extent, or with more elements than an `Int` counts.
  case invalidShape([Int])
  /// `found` elements do not fill a shape of `shape`.
  case countMismatch(shape: [Int], found: Int)
  /// Two shapes differ along an axis where they must agree, or in their number of axes (axis nil).
  case shapeMismatch(left: [Int], right: [Int], axis: Int?)
  /// An axis that a tensor of this shape does not have.
  case axisOutOfRange(axis: Int, shape: [Int])
  /// An axis that is named twice where each may stand once.
  case repeatedAxis(axis: Int, shape: [Int])
  /// The smallest or largest of no elements.
  case nothingToReduce(shape: [Int])
  /// A range that reaches outside an axis.
  case rangeOutOfBounds(lower: Int, upper: Int, axis: Int, shape: [Int])
  /// A number of axes other than the operation takes.
  case rankMismatch(expected: Int, shape: [Int])
  /// A permutation that does not name each axis once.
  case invalidPermutation([Int], shape: [Int])
  /// No extent tells where the channels are: the smallest is neither the first nor the last alone.
  case unclearChannels(shape: [Int])
  /// Concatenation of no tensors.
  case nothingToConcatenate
  /// A parameter outside its range: its name, the value, and what is allowed.
  case invalidParameter(name: String, value: Int, allowed: String)
  /// A kernel with its dilation does not fit into the padded input along an axis.
  case kernelTooLarge(kernel: Int, paddedInput: Int)
  /// A feature map has other extents than an operation makes or takes: (batch, height, width, channels).
  case mapMismatch(found: [Int], expected: [Int])
  /// OpenBLAS is not installed, or not usable: what the system said.
  case openBLASUnavailable(String)
}
