public import Imaging

/// Why a network and what is declared of it do not fit, or why its output is no prediction.
public enum NetworkError: Error, Hashable, Sendable {
  /// The declaration fills inputs that the network does not have; these it has.
  case noSuchInput(String, inputs: [String])
  /// The declaration leaves inputs of the network empty.
  case undeclared([String])
  /// The declaration fills an input twice.
  case declaredTwice(String)
  /// An input is filled with another number of channels than it takes.
  case channels(input: String, expected: Int, found: Int)
  /// An input that is no (batch, channels, height, width) of real numbers.
  case inputShape(input: String, shape: [Int?])
  /// The network is made for another size.
  case size(input: String, expected: [Int?], found: Size)
  /// The network has no output of this name; these it has.
  case noSuchOutput(String, outputs: [String])
  /// The output has several channels, and none is declared to be the object's; or not so many.
  case channel(output: String, count: Int, found: Int?)
  /// So many of an output's numbers are none.
  case notNumbers(output: String, count: Int, of: Int)
  /// An output that is taken for a probability as it is lies far from 0 … 1.
  case noProbability(output: String, lowest: Float, highest: Float)
  /// The output is no (1, channels, height, width) or (1, height, width) of real numbers.
  case outputShape(output: String, shape: [Int])
}
