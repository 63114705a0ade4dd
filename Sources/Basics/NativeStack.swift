import Glibc

/// The stack of the current thread, which whatever calls itself through the host must not exhaust.
public enum NativeStack {
  /// The size of the stacks that scripts run on: address space, of which only what is used takes memory;
  /// less where the shell's limit leaves little of it (`ulimit -v`).
  static let size: Int = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return greatest }
    return max(min(greatest, Int(clamping: limit.rlim_cur / 8)) & ~0xFFFF, 1 << 20)
  }()
  private static let greatest = 256 << 20

  /// How many bytes of its stack the current thread has left.
  public static var remaining: Int {
    withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { here in
      Int(bitPattern: here.baseAddress) - end
    }
  }

  /// The lowest address of the current thread's stack.
  private static var end: Int {
    if let known = pthread_getspecific(key) { return Int(bitPattern: known) }
    var attributes = pthread_attr_t()
    guard let getAttributes, getAttributes(pthread_self(), &attributes) == 0 else { return 0 }
    defer { pthread_attr_destroy(&attributes) }
    var (address, size): (UnsafeMutableRawPointer?, Int) = (nil, 0)
    pthread_attr_getstack(&attributes, &address, &size)
    pthread_setspecific(key, address)
    return Int(bitPattern: address)
  }

  private typealias GetAttributes =
    @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt
  /// The C library declares it for C programs that ask for its extensions alone.
  private static let getAttributes: GetAttributes? =
    dlsym(nil, "pthread_getattr_np").map { unsafeBitCast($0, to: GetAttributes.self) }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Runs `body` on a thread of a large stack, whatever the shell's limit for the first thread is
  /// (`ulimit -s`), and waits for its end; on the current thread where no other can be made.
  ///
  /// Signals reach the new thread alone.
  public static func withLargeStack(_ body: @escaping @Sendable () -> Void) {
    guard let thread = NativeThread.start(body) else { return body() }
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
    pthread_join(thread, nil)
  }
}

/// A thread of the system with a stack of ``NativeStack/size`` bytes.
enum NativeThread {
  /// Starts a thread with the signal mask of the current one; `nil` where none can be made.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, NativeStack.size)
    let entry = Unmanaged.passRetained(Entry(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Entry>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, entry.toOpaque())
    if code != 0 { entry.release() }
    return code == 0 ? thread : nil
  }

  private final class Entry: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
