import Glibc
import Tensors

/// `conv THREADS`: prepares and runs the layers that its input names, line by line.
///
/// `layer CHANNELS HEIGHT WIDTH OUTPUTS KERNEL STRIDE PADDING DILATION GROUPS POLICY` prepares one and
/// answers with the algorithm; `run COUNT` answers with the milliseconds a run took on the clock and
/// on the processors; `dump PATH` writes the output, channels-last, as raw floats.
func measureConvolutions(_ arguments: [String]) throws {
  let threads = arguments.first.flatMap { Int($0) } ?? 1
  let kernels = FastKernels(threads: threads)
  var layer: Layer?
  while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "layer":
      layer = try Layer(
        words.dropFirst().compactMap { Int($0) },
        WinogradPolicy(rawValue: words.last ?? "") ?? .upTo4, kernels)
      print(layer?.prepared.algorithm.rawValue ?? "")
    case "run":
      let spent = try layer?.run(Int(words[1]) ?? 1) ?? (wall: 0, processor: 0)
      print(spent.wall * 1000, spent.processor * 1000)
    case "dump":
      try layer?.dump(to: words[1])
      print("done")
    default: print("unknown: \(line)")
    }
    fflush(nil)
  }
}

/// One convolution with its input and output.
private struct Layer {
  let prepared: PreparedConvolution
  private let input: Tensor
  private var output: Tensor
  private let workspace = Workspace()

  init(_ n: [Int], _ policy: WinogradPolicy, _ kernels: FastKernels) throws {
    let (channels, height, width, outputs, kernel) = (n[0], n[1], n[2], n[3], n[4])
    let (stride, padding, dilation, groups) = (n[5], n[6], n[7], n[8])
    let weightShape = [outputs, channels / groups, kernel, kernel]
    let convolution = try Convolution(
      weight: Tensor(uniform("w", weightShape.reduce(1, *)), shape: weightShape),
      bias: uniform("b", outputs), stride: Spatial(stride), padding: Edges(Spatial(padding)),
      dilation: Spatial(dilation), groups: groups)
    prepared = try PreparedConvolution(
      convolution, height: height, width: width, kernels: kernels, winograd: policy)
    let shape = [1, height, width, channels]
    input = try Tensor(uniform("x", shape.reduce(1, *)), shape: shape)
    output = try Tensor(repeating: 0, shape: prepared.outputShape.extents)
  }

  /// Seconds a run, on the clock and of all processors together.
  mutating func run(_ count: Int) throws -> (wall: Double, processor: Double) {
    let (prepared, workspace) = (prepared, workspace)
    return try input.withFeatureMap { x in
      try output.withMutableFeatureMap { y in
        let (wall, processor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
        for _ in 0..<count { try prepared.run(x, into: y, workspace: workspace) }
        return (
          (now(CLOCK_MONOTONIC) - wall) / Double(count),
          (now(CLOCK_PROCESS_CPUTIME_ID) - processor) / Double(count)
        )
      }
    }
  }

  func dump(to path: String) throws {
    guard let file = fopen(path, "wb") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    output.withUnsafeElements { _ = fwrite($0.baseAddress, 4, $0.count, file) }
  }
}

/// Numbers in [−1, 1) that are a function of a name, as the peers' script makes them.
func uniform(_ name: String, _ count: Int) -> [Float] {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return (0..<count).map { index in
    var z = state &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Float(Double(z >> 40) * 0x1p-23 - 1)
  }
}
