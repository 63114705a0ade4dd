/// Scaled dot-product attention over maps whose pixels, row by row, are the tokens.
///
/// A token's channels are those of all heads, one head after another. Keys and values have the same
/// tokens; queries may have others.
public struct Attention: Sendable {
  /// (batch, height, width, heads · channels of a head).
  public var queries: FeatureMap
  /// (batch, any height, any width, heads · channels of a head).
  public var keys: FeatureMap
  /// As many tokens as keys; the output has its channels.
  public var values: FeatureMap
  /// Into how many parts the channels are divided.
  public var heads: Int
  /// What products of queries and keys are multiplied with; usually 1 / √(channels of a head).
  public var scale: Float
  /// Added to the scaled products: (1 or batch, heads, query tokens, key tokens).
  public var bias: FeatureMap?

  /// Creates a description; the scale is 1 / √(channels of a head) where it is nil.
  public init(
    queries: FeatureMap, keys: FeatureMap, values: FeatureMap, heads: Int, scale: Float? = nil,
    bias: FeatureMap? = nil
  ) {
    self.queries = queries
    self.keys = keys
    self.values = values
    self.heads = heads
    let perHead = Float(queries.shape.channels) / Float(max(heads, 1))
    self.scale = scale ?? 1 / perHead.squareRoot()
    self.bias = bias
  }

  var queryTokens: Int { queries.shape.height * queries.shape.width }
  var keyTokens: Int { keys.shape.height * keys.shape.width }
  var keyChannels: Int { keys.shape.channels / heads }
  var valueChannels: Int { values.shape.channels / heads }

  /// Throws unless the parts fit together and rows of pixels follow each other without gaps.
  func check(_ output: FeatureMap) throws(TensorError) {
    guard heads > 0, queries.shape.channels % heads == 0, values.shape.channels % heads == 0 else {
      throw .invalidParameter(
        name: "heads", value: heads,
        allowed: "divisors of \(queries.shape.channels) and \(values.shape.channels)")
    }
    var expectedKeys = keys.shape
    (expectedKeys.batch, expectedKeys.channels) = (queries.shape.batch, queries.shape.channels)
    try keys.expect(expectedKeys)
    var expectedValues = keys.shape
    expectedValues.channels = values.shape.channels
    try values.expect(expectedValues)
    var expectedOutput = queries.shape
    expectedOutput.channels = values.shape.channels
    try output.expect(expectedOutput)
    if let bias {
      try bias.expect(
        MapShape(
          batch: bias.shape.batch == 1 ? 1 : queries.shape.batch, height: heads,
          width: queryTokens, channels: keyTokens))
    }
    for map in [queries, keys, values, output] where !map.isPixelRun {
      throw .shapeMismatch(
        left: map.shape.extents, right: [map.rowStride, map.pixelStride], axis: 2)
    }
    guard keyTokens > 0 else { throw .invalidShape(keys.shape.extents) }
  }
}
