import Basics
import Glibc
import Synchronization

/// What the console's signal handlers note down: they store a flag and wake whoever waits for keys.
enum Signals {
  private static let interrupted = Atomic<Bool>(false)
  private static let resized = Atomic<Bool>(false)
  private static let stopped = Atomic<Bool>(false)
  private static let endsEcho = Atomic<Bool>(false)
  private static let bell = Atomic<Int32>(-1)
  private static let striker = Atomic<Int32>(-1)

  /// Becomes readable when a signal was noted; a handler may run on any thread, so an interrupted
  /// system call alone would not reach the thread that waits.
  static var descriptor: Int32 { bell.load(ordering: .relaxed) }

  /// Lets Ctrl-C ask the running computation to stop, and end a wait for keys, instead of ending the
  /// process; notes changes of the window's size.
  static func install() {
    if descriptor < 0 { openBell() }
    // The first use of these runs their initialisers, which a signal handler must not do.
    Cancellation.reset()
    _ = (takeInterrupt(), takeResize(), takeStop())
    whileEchoing {}
    set(SIGINT) { _ in
      Cancellation.request()
      let code = errno
      if Signals.endsEcho.load(ordering: .relaxed) { _ = write(STDERR_FILENO, "\n", 1) }
      errno = code
      Signals.note(Signals.interrupted)
    }
    set(SIGWINCH) { _ in Signals.note(Signals.resized) }
  }

  /// Whether Ctrl-C was pressed since the last call.
  static func takeInterrupt() -> Bool { interrupted.exchange(false, ordering: .relaxed) }

  /// Whether the window changed its size since the last call.
  static func takeResize() -> Bool { resized.exchange(false, ordering: .relaxed) }

  /// Whether Ctrl-Z was pressed while keys were awaited, since the last call.
  static func takeStop() -> Bool { stopped.exchange(false, ordering: .relaxed) }

  /// Empties ``descriptor`` again; called before the flags are looked at.
  static func silence() {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) > 0 {}
  }

  /// Notes Ctrl-Z instead of stopping, so that the terminal can be put right first; or not any more.
  static func holdStop(_ held: Bool) {
    set(SIGTSTP, held ? { _ in Signals.note(Signals.stopped) } : SIG_DFL)
  }

  /// While `body` runs, the `^C` that the terminal echoes is put on a row of its own.
  static func whileEchoing<Result>(_ body: () -> Result) -> Result {
    endsEcho.store(true, ordering: .relaxed)
    defer { endsEcho.store(false, ordering: .relaxed) }
    return body()
  }

  private static func note(_ flag: borrowing Atomic<Bool>) {
    let code = errno
    flag.store(true, ordering: .relaxed)
    var byte: UInt8 = 0
    _ = write(striker.load(ordering: .relaxed), &byte, 1)
    errno = code
  }

  /// Makes the pipe whose other end the handlers write to; neither end ever blocks.
  private static func openBell() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    bell.store(ends[0], ordering: .relaxed)
    striker.store(ends[1], ordering: .relaxed)
  }

  private static func set(_ signal: Int32, _ handler: (@convention(c) (Int32) -> Void)?) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    sigaction(signal, &action, nil)
  }
}
