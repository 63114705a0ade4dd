import Basics
import Glibc
import Tensors

/// The memory of a prepared network while it runs: one block for all values, scratch memory for the
/// kernels, and a table for what no kernel computes, such as integers.
final class NetworkMemory: @unchecked Sendable {
  let workspace = Workspace()
  let kernels: FastKernels
  var arrays: [Graph.ValueID: NumericArray] = [:]
  private let block: UnsafeMutableRawPointer
  private let offsets: [Int]
  let bytes: Int

  /// Throws `MemoryBound.Exceeded`, or a `SystemError` where the system has no such memory.
  init(_ plan: BufferPlan, workspaceCount: Int, kernels: FastKernels) throws {
    let bytes = max(plan.count, 1) * MemoryLayout<Float>.size
    try MemoryBound.require(bytes + workspaceCount * MemoryLayout<Float>.size)
    var address: UnsafeMutableRawPointer?
    guard posix_memalign(&address, 64, bytes) == 0, let address else {
      throw SystemError(action: "reserve memory for", path: "a network's values", code: ENOMEM)
    }
    self.kernels = kernels
    offsets = plan.offsets
    self.bytes = bytes
    block = address
    workspace.reserve(workspaceCount)
  }

  deinit { free(block) }

  func address(_ buffer: Int) -> UnsafeMutablePointer<Float> {
    block.assumingMemoryBound(to: Float.self) + offsets[buffer]
  }

  func map(_ place: MapPlace) -> FeatureMap { place.at(address(place.buffer)) }

  /// Copies the value at a place into a tensor in row-major order.
  func read(_ place: Placement) throws -> Tensor {
    try Tensor(shape: place.shape) { out in
      guard let target = out.baseAddress else { return }
      try kernels.copy(
        address(place.buffer) + place.offset, strides: place.strides, into: target,
        strides: place.shape.rowMajorStrides, shape: place.shape)
    }
  }

  /// Copies a tensor to a place.
  func write(_ tensor: Tensor, to place: Placement) throws {
    try tensor.withUnsafeElements { from in
      guard let source = from.baseAddress else { return }
      try kernels.copy(
        source, strides: place.shape.rowMajorStrides,
        into: address(place.buffer) + place.offset, strides: place.strides, shape: place.shape)
    }
  }
}
