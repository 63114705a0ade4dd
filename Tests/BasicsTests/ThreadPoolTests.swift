import Synchronization
import Testing

@testable import Basics

@Suite("Thread pool")
struct ThreadPoolTests {
  @Test("every index runs exactly once", arguments: [0, 1, 2, 7, 1000], [1, 2, 5])
  func everyIndexOnce(count: Int, threads: Int) throws {
    let seen = Mutex([Int](repeating: 0, count: count))
    try ThreadPool().forEach(count: count, threads: threads) { index in
      seen.withLock { $0[index] += 1 }
    }
    #expect(seen.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test("a region inside a region runs on its own thread")
  func nested() throws {
    let total = Atomic<Int>(0)
    let pool = ThreadPool()
    try pool.forEach(count: 4, threads: 4) { _ in
      try pool.forEach(count: 10, threads: 4) { index in
        total.add(index, ordering: .relaxed)
      }
    }
    #expect(total.load(ordering: .relaxed) == 4 * 45)
  }

  @Test("no two calls with the same worker number overlap, also when regions follow closely")
  func workersAreExclusive() throws {
    let pool = ThreadPool()
    let occupied = Mutex([Bool](repeating: false, count: 3))
    let overlaps = Atomic<Int>(0)
    try pool.hot {
      for _ in 0..<300 {
        try pool.forEach(count: 9, threads: 3) { _, worker in
          let free = occupied.withLock { slots in
            defer { slots[worker] = true }
            return !slots[worker]
          }
          if !free { overlaps.add(1, ordering: .relaxed) }
          occupied.withLock { $0[worker] = false }
        }
      }
    }
    #expect(overlaps.load(ordering: .relaxed) == 0)
  }

  @Test("the error of the lowest index is thrown, and no region hangs after it")
  func errors() throws {
    struct Failure: Error, Equatable { let index: Int }
    let pool = ThreadPool()
    for _ in 0..<50 {
      #expect(throws: Failure(index: 0)) {
        try pool.forEach(count: 100, threads: 3) { throw Failure(index: $0) }
      }
    }
    try pool.forEach(count: 10, threads: 3) { _ in }
  }
}
