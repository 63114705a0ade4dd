import Glibc
import Layers
import Tensors

/// `nets THREADS`: prepares and runs the networks that its input names, line by line.
///
/// `open FILE HEIGHT WIDTH CHANNELS POLICY` prepares an ONNX file for one picture and answers with the
/// milliseconds of reading and of preparing, and the megabytes of weights, values and scratch memory;
/// `run COUNT` answers with the milliseconds a run took on the clock and on the processors;
/// `dump PATH` writes the first output as raw floats; `summary` prints the steps, and then `done`.
func measureNetworks(_ arguments: [String]) throws {
  let threads = arguments.first.flatMap { Int($0) } ?? 1
  var network: OpenNetwork?
  while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "open":
      network = nil
      network = try OpenNetwork(
        words[1], shape: [1, Int(words[4]) ?? 3, Int(words[2]) ?? 0, Int(words[3]) ?? 0],
        WinogradPolicy(rawValue: words[5]) ?? .upTo4, threads)
      print(network?.preparation ?? "")
    case "run":
      let count = Int(words[1]) ?? 1
      let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
      for _ in 0..<count { try network?.prepared.run() }
      print(
        (now(CLOCK_MONOTONIC) - wall) / Double(count) * 1000,
        (now(CLOCK_PROCESS_CPUTIME_ID) - processor) / Double(count) * 1000)
    case "dump":
      try network?.dump(to: words[1])
      print("done")
    case "summary":
      try network?.printSummary()
      print("done")
    default: print("unknown: \(line)")
    }
    fflush(nil)
  }
}

/// A prepared network and the picture that it is given.
private struct OpenNetwork {
  let prepared: PreparedNetwork
  let preparation: String
  private let picture: [String: NumericArray]

  init(_ path: String, shape: [Int], _ policy: WinogradPolicy, _ threads: Int) throws {
    let start = now(CLOCK_MONOTONIC)
    let graph = try ONNXFile(path: path).graph()
    let read = now(CLOCK_MONOTONIC)
    let name = graph.inputs.first?.name ?? ""
    let weights = PackedWeights()
    prepared = try PreparedNetwork(
      graph, inputShapes: [name: shape],
      options: PreparationOptions(winograd: policy, threads: threads), weights: weights)
    let end = now(CLOCK_MONOTONIC)
    picture = [name: .floats(try Tensor(uniform("x", shape.reduce(1, *)), shape: shape))]
    _ = try prepared.run(picture)
    let memory = prepared.memoryBytes
    let megabytes = [weights.bytes, memory.values, memory.scratch].map {
      fixed(Double($0) / 1e6, 1)
    }
    preparation =
      "\(fixed((read - start) * 1000, 1)) \(fixed((end - read) * 1000, 1)) "
      + megabytes.joined(separator: " ")
  }

  func dump(to path: String) throws {
    guard let file = fopen(path, "wb"), let name = prepared.outputs.first?.name else {
      throw Unreadable(path: path)
    }
    defer { fclose(file) }
    guard case .floats(let tensor)? = try prepared.run(picture)[name] else { return }
    tensor.withUnsafeElements { _ = fwrite($0.baseAddress, 4, $0.count, file) }
  }

  func printSummary() throws {
    let summary = try prepared.summary()
    for row in summary.rows {
      let speed = row.seconds > 0 ? Double(row.multiplyAdds) * 2e-9 / row.seconds : 0
      print(
        fixed(row.seconds * 1000, 3), fixed(speed, 0), row.kernel, row.operation, row.output,
        row.activation, row.path)
    }
    print(fixed(summary.seconds * 1000, 2), summary.parameters, summary.multiplyAdds)
  }
}
