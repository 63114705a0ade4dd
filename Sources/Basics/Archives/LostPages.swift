import Glibc
import Synchronization

/// Keeps the process alive when a mapped file loses its end.
///
/// The system answers a look at a page that the file no longer has with `SIGBUS`. The handler here
/// asks whether the address lies in one of our mappings; if so it puts pages of zeros there, notes
/// it, and the reader goes on. A bus error anywhere else ends the process as it would have.
enum LostPages {
  /// How many mappings can be watched at once; more are mapped, but not watched.
  static let slotCount = 1024

  /// The watch over one mapping; the default one watches nothing.
  struct Watch {
    fileprivate var slot = -1

    /// Whether zeros had to be put into the mapping.
    var hasFired: Bool { slot >= 0 && slots[slot].pointee.isLost.load(ordering: .acquiring) }
  }

  /// Starts to watch a mapping; where all slots are taken it is not watched.
  static func watch(_ mapping: UnsafeRawBufferPointer) -> Watch {
    guard installed else { return Watch() }
    let start = UInt(bitPattern: mapping.baseAddress)
    for index in 0..<slotCount {
      let slot = slots[index]
      let (taken, _) = slot.pointee.start.compareExchange(
        expected: 0, desired: 1, ordering: .acquiringAndReleasing)
      guard taken else { continue }
      slot.pointee.isLost.store(false, ordering: .relaxed)
      slot.pointee.end.store(start + UInt(mapping.count), ordering: .relaxed)
      slot.pointee.start.store(start, ordering: .releasing)
      return Watch(slot: index)
    }
    return Watch()
  }

  /// Ends a watch, before its mapping goes.
  static func end(_ watch: Watch) {
    if watch.slot >= 0 { slots[watch.slot].pointee.start.store(0, ordering: .releasing) }
  }

  private struct Slot: ~Copyable {
    /// The mapping's first address; 0 while the slot is free, 1 while it is being filled.
    let start = Atomic<UInt>(0)
    let end = Atomic<UInt>(0)
    let isLost = Atomic<Bool>(false)
  }

  /// The slots, made before the handler and never freed: all that the handler reads.
  private struct Slots: @unchecked Sendable {
    let first: UnsafeMutablePointer<Slot>
    let pageBytes = UInt(max(sysconf(Int32(_SC_PAGESIZE)), 1))

    init() {
      first = .allocate(capacity: slotCount)
      for index in 0..<slotCount { (first + index).initialize(to: Slot()) }
    }

    subscript(index: Int) -> UnsafeMutablePointer<Slot> { first + index }
  }

  private static let slots = Slots()

  private static let installed: Bool = {
    _ = slots.pageBytes
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { _, info, _ in LostPages.handle(info) }
    action.sa_flags = SA_SIGINFO
    return sigaction(SIGBUS, &action, nil) == 0
  }()

  /// Runs in the signal handler: loads and stores, and one call of the system.
  private static func handle(_ info: UnsafeMutablePointer<siginfo_t>?) {
    let fault = UInt(bitPattern: info?.pointee._sifields._sigfault.si_addr)
    for index in 0..<slotCount {
      let slot = slots[index]
      let start = slot.pointee.start.load(ordering: .acquiring)
      guard start > 1, fault >= start, fault < slot.pointee.end.load(ordering: .relaxed) else {
        continue
      }
      let page = fault - fault % slots.pageBytes
      let zeros = mmap(
        UnsafeMutableRawPointer(bitPattern: page), Int(slots.pageBytes), PROT_READ,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
      guard zeros != MAP_FAILED else { break }
      slot.pointee.isLost.store(true, ordering: .releasing)
      return
    }
    // Not ours: the next fault, at the same instruction, meets the system's own answer.
    signal(SIGBUS, SIG_DFL)
  }
}
