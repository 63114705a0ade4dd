import Glibc
import Testing

/// A program that runs on a pseudo-terminal of its own, and the screen that it draws.
final class PseudoTerminal {
  private(set) var screen: VirtualScreen
  /// Everything that the program has written.
  private(set) var output: [UInt8] = []
  private let master: Int32
  private var process: pid_t = 0
  private var exitStatus: Int32?

  /// How long a test waits for what must happen, in seconds.
  static let patience = 10.0

  /// Starts a program that was built beside the tests.
  init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 60, rows: Int = 16
  ) throws {
    screen = VirtualScreen(columns: columns, rows: rows)
    let slave: String
    (master, slave) = try PseudoTerminal.open(columns: columns, rows: rows)
    process = try PseudoTerminal.spawn(
      TestPrograms.folder + "/" + program, arguments, environment, slave)
  }

  deinit {
    if exitStatus == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    var done = 0
    while done < bytes.count {
      let put = bytes[done...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard put > 0 else { return }
      done += put
      // The line discipline holds a few thousand bytes: what comes back must be taken meanwhile.
      take(within: 0)
    }
  }

  /// Pastes text, as a terminal does that was asked to mark pastes.
  func paste(_ text: String) {
    let rows = text.map { $0 == "\n" ? "\r" : String($0) }.joined()
    type("\u{1B}[200~\(rows)\u{1B}[201~")
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    PseudoTerminal.resizeWindow(master, columns: columns, rows: rows)
  }

  /// Waits until `condition` holds of the screen.
  func wait(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (VirtualScreen) -> Bool
  ) {
    let start = ContinuousClock.now
    while !condition(screen) {
      if ContinuousClock.now - start > .seconds(PseudoTerminal.patience) {
        Issue.record("waited in vain: \(what)\n\(screen.text)", sourceLocation: sourceLocation)
        return
      }
      take(within: 20)
    }
  }

  /// Waits until the program has written `text` so many times.
  func waitForOutput(
    _ text: String, times: Int = 1, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    wait("\(text.debugDescription)", sourceLocation: sourceLocation) { _ in
      String(decoding: output, as: UTF8.self).ranges(of: text).count >= times
    }
  }

  /// Waits until the screen's last rows are these.
  func expect(_ rows: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    wait("\(rows)", sourceLocation: sourceLocation) { $0.rows.suffix(rows.count) == rows[...] }
  }

  /// Waits for the program's end, and gives its exit code.
  func exitCode(sourceLocation: SourceLocation = #_sourceLocation) -> Int32 {
    let start = ContinuousClock.now
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now - start > .seconds(PseudoTerminal.patience) {
        Issue.record("the program does not end\n\(screen.text)", sourceLocation: sourceLocation)
        return -1
      }
      take(within: 10)
    }
    take(within: 0)
    exitStatus = status
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  private func take(within milliseconds: Int32) {
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let got = read(master, &chunk, chunk.count)
    guard got > 0 else { return }
    output += chunk[..<got]
    screen.feed(Array(chunk[..<got]))
  }

  /// Both ends of a pseudo-terminal that no program runs on; the caller closes them.
  static func openPair(columns: Int, rows: Int) throws -> (master: Int32, slave: Int32) {
    let (master, path) = try open(columns: columns, rows: rows)
    let slave = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(slave >= 0)
    return (master, slave)
  }

  private static func open(columns: Int, rows: Int) throws -> (master: Int32, slave: String) {
    let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(master >= 0)
    resizeWindow(master, columns: columns, rows: rows)
    return (master, try unlock(master))
  }

  private static func resizeWindow(_ master: Int32, columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Makes the other end of a pseudo-terminal usable, and gives its path. The requests are Linux's
  /// TIOCSPTLCK and TIOCGPTN, because Swift's Glibc does not have `unlockpt` and `ptsname`.
  private static func unlock(_ master: Int32) throws -> String {
    var locked: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(master, 0x4004_5431, &locked) == 0)
    try #require(ioctl(master, 0x8004_5430, &number) == 0)
    return "/dev/pts/\(number)"
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ slave: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    // POSIX_SPAWN_SETSID: the first terminal that the new session opens becomes its own.
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK))
    let variables = ["TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }.map { "\($0)=\($1)" }
    var process: pid_t = 0
    let code = withCStrings([path] + arguments) { arguments in
      withCStrings(variables) { posix_spawn(&process, path, &actions, &attributes, arguments, $0) }
    }
    try #require(code == 0, "cannot start \(path)")
    return process
  }
}

/// Programs that the package builds, found beside the tests' own.
enum TestPrograms {
  static var folder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    // The tests may run inside a helper of the toolchain, which is given the bundle's path.
    let own = String(
      decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let candidates = [own] + CommandLine.arguments
    let bundle = candidates.first { $0.hasSuffix(".xctest") } ?? own
    return bundle.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }

  static func exists(_ name: String) -> Bool { access("\(folder)/\(name)", X_OK) == 0 }
}

private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) } + [nil]
  defer { pointers.forEach { free($0) } }
  return body(pointers)
}

/// A folder that is removed with its contents when it goes out of use.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/console-tests-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { _ = Glibc.system("rm -rf '\(path)'") }
}
