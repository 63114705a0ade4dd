import Glibc

/// Address space that reads as zero and takes memory only where it is written.
enum ZeroedMemory {
  static func allocate<Element>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = count * MemoryLayout<Element>.stride
    let address = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    precondition(address != MAP_FAILED, "no address space for a script's registers")
    return address.unsafelyUnwrapped.bindMemory(to: type, capacity: count)
  }

  static func free<Element>(_ memory: UnsafeMutablePointer<Element>, count: Int) {
    munmap(memory, count * MemoryLayout<Element>.stride)
  }
}
