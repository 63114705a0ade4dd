public import Basics
import CKernels

/// The fast kernels: an instruction set's loops, spread over a number of threads.
///
/// Work is divided so that each output element is computed by the same operations in the same order
/// whichever thread does it: the result's bits depend on the instruction set alone.
public struct FastKernels: Kernels, @unchecked Sendable {
  /// The instruction set of the inner loops.
  public let instructions: InstructionSet
  /// How many threads share an operation.
  public let threads: Int
  let pool: ThreadPool
  let loops: UnsafePointer<ck_kernels>

  /// Chooses the instruction set, the number of threads, and the pool that they come from.
  public init(
    instructions: InstructionSet = .current, threads: Int = ThreadPool.processorCount,
    pool: ThreadPool = .shared
  ) {
    self.instructions = instructions
    self.threads = max(1, threads)
    self.pool = pool
    loops = instructions.loops
  }

  /// Calls `body` for each of `count` pieces of work; `worker` in 0 ..< `threads` names the scratch
  /// memory that a piece may use. An interrupt ends it between pieces.
  func forEach(_ count: Int, _ body: (_ piece: Int, _ worker: Int) throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      let shared = AcrossThreads(body)
      try pool.forEach(count: count, threads: threads) { piece, worker in
        try Cancellation.check()
        try shared.value(piece, worker)
      }
    }
  }

  /// The same without scratch memory.
  func forEach(_ count: Int, _ body: (_ piece: Int) throws -> Void) throws {
    try forEach(count) { piece, _ in try body(piece) }
  }
}

/// Carries a value that the compiler cannot know to be safe, such as a pointer, to other threads.
struct AcrossThreads<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
