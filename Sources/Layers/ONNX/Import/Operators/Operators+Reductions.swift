import Tensors

extension Operators {
  static let reductions: [String: Translation] = [
    "ReduceSum": reduction(.sum, axesAreInputSince: 13),
    "ReduceMean": reduction(.mean),
    "ReduceMax": reduction(.maximum),
    "ReduceMin": reduction(.minimum),
    "ReduceProd": reduction(.product),
    "ReduceL1": reduction(.sumOfMagnitudes),
    "ReduceL2": reduction(.norm),
    "ReduceSumSquare": reduction(.sumOfSquares),
    "ReduceLogSum": reduction(.logOfSum),
    "ReduceLogSumExp": reduction(.logOfExponentials),
    "ArgMax": argument(ofLargest: true),
    "ArgMin": argument(ofLargest: false),
  ]

  private static func reduction(
    _ reduction: Reduction, axesAreInputSince version: Int = 18
  ) -> Translation {
    { node throws(ONNXError) in
      let x = try node.operand(0)
      var axes = try node.version < version ? node.integers("axes") : node.axes()
      if axes?.isEmpty == true { axes = nil }
      if axes == nil, try node.flag("noop_with_empty_axes") { return [x] }
      return [x.reduced(reduction, axes: axes, keepsAxes: try node.flag("keepdims", default: true))]
    }
  }

  private static func argument(ofLargest: Bool) -> Translation {
    { node throws(ONNXError) in
      let operation = Operation.argument(
        ofLargest: ofLargest, axis: try node.integer("axis", default: 0),
        keepsAxis: try node.flag("keepdims", default: true),
        takesLast: try node.flag("select_last_index"))
      return [node.builder.add(operation, try node.operand(0))]
    }
  }
}
