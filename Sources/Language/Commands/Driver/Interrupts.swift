import Basics
import Glibc
import Synchronization

/// What Ctrl-C does while a script runs: it asks the computation to stop, and ends the process when
/// pressed a second time within a second.
enum Interrupts {
  /// When Ctrl-C was pressed last, in milliseconds of the monotonic clock.
  private static let last = Atomic<Int>(0)

  /// Installs the handler, and makes a closed pipe an error of the write that meets it, so that the
  /// work can be left in order.
  static func install() {
    // The first use of these runs their initialisers, which a signal handler must not do.
    last.store(0, ordering: .relaxed)
    Cancellation.reset()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interrupts.note() }
    sigaction(SIGINT, &action, nil)
    // A parent that has blocked signals for itself has blocked them for us.
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&mask, number) }
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    signal(SIGPIPE, SIG_IGN)
    // A file that grows beyond the shell's limit is an error of the write that meets it, too.
    signal(SIGXFSZ, SIG_IGN)
    _ = TemporaryNames.shared
    for number in [SIGTERM, SIGHUP] { removeTemporaries(at: number) }
  }

  /// Lets a signal that ends the process remove the files that are being written; one that is ignored,
  /// as under `nohup`, stays so.
  private static func removeTemporaries(at number: Int32) {
    let previous = signal(number) { number in
      TemporaryNames.shared.removeAll()
      signal(number, SIG_DFL)
      raise(number)
    }
    if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(number, SIG_IGN)
    }
  }

  /// Ends the process as a closed pipe ends others, so that a shell sees the usual status.
  static func endByClosedPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    exit(128 + SIGPIPE)
  }

  private static func note() {
    let code = errno
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let milliseconds = now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    let previous = last.exchange(milliseconds, ordering: .relaxed)
    if previous > 0, milliseconds - previous < 1000 { _exit(ExitCode.interrupted.rawValue) }
    Cancellation.request()
    errno = code
  }
}
