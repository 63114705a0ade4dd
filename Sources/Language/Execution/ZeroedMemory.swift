import Glibc

/// Address space that reads as zero and takes memory only where it is written.
enum ZeroedMemory {
  /// Throws where the system gives no address space.
  static func allocate<Element>(
    _ type: Element.Type, count: Int
  ) throws(Diagnostic) -> UnsafeMutablePointer<Element> {
    let bytes = count * MemoryLayout<Element>.stride
    let address = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let address, address != MAP_FAILED else {
      throw Diagnostic(.memory, "no address space for \(bytes >> 20) MiB of a script's variables")
    }
    return address.bindMemory(to: type, capacity: count)
  }

  static func free<Element>(_ memory: UnsafeMutablePointer<Element>, count: Int) {
    munmap(memory, count * MemoryLayout<Element>.stride)
  }
}
