import Basics
import Glibc
import Testing

@Suite("Reading files")
struct FileReadingTests {
  @Test("a device that never ends is refused after 16 MiB, and one that is empty is read")
  func devices() throws {
    let before = MemoryBound.resident
    #expect(throws: SystemError(action: "read", path: "/dev/zero", code: EFBIG)) {
      try Files.read("/dev/zero")
    }
    #expect(MemoryBound.resident - before < 64 << 20)
    #expect(try Files.read("/dev/null").isEmpty)
  }

  @Test("a file that states no length is read to its end")
  func virtualFiles() throws {
    #expect(try !Files.read("/proc/self/status").isEmpty)
  }
}
