import Basics
import Commands
import Glibc

@testable import Language

extension FuzzTarget {
  /// Runs a script with the program's own commands, so that its functions are data sets, robots, models,
  /// transforms and selectors, which call each other through the host.
  ///
  /// It sees no files, and ends at a small bound of steps, or where it is fuzzed at the interrupt that comes
  /// after a second.
  static let host = FuzzTarget(name: "host") { bytes in
    let session = Session(
      registry: CommandRegistry(
        CommandRegistry.segue.commands.filter { !outside.contains($0.name) }),
      version: "", output: MemorySink(), messages: MemorySink())
    let interpreter = session.makeInterpreter()
    interpreter.output = { _ in }
    interpreter.stepLimit = 5_000
    interpreter.loader = { path, _ in SourceFile(name: path, text: "def f(a): return a\n") }
    for name in ["read_text", "write_text", "exists", "glob", "env"] {
      interpreter.define(name, .none)
    }
    // Both concern the whole process, which tests share.
    let watch = getenv("FUZZ_TARGET").map { _ in Watch() }
    if watch != nil { MemoryBound.set(1 << 30) }
    defer { watch?.end() }
    do {
      _ = try interpreter.run(SourceFile(name: "fuzz.seg", bytes: bytes)).preview(columns: 80)
    } catch let error as Diagnostic {
      _ = DiagnosticRenderer(width: 60).text(error)
    }
    withExtendedLifetime(session) {}
  }

  /// Commands that open what is outside of the script.
  private static let outside: Set<String> = {
    let names: Set = [
      "open", "save", "report", "score", "prepare", "inspect", "models.onnx", "check",
    ]
    let readers = CommandRegistry.segue.names.filter { name in
      name.hasPrefix("datasets.") && !made.contains(String(name.dropFirst("datasets.".count)))
    }
    return names.union(readers)
  }()

  /// The data sets that need no files.
  private static let made: Set = [
    "compose", "filter", "from_function", "split", "subset", "synthetic", "weighted",
  ]
}

/// Interrupts what runs for more than a second, as Ctrl-C does.
private final class Watch: @unchecked Sendable {
  private var thread = pthread_t()
  private var isOver = false
  private var lock = pthread_mutex_t()
  private var ended = pthread_cond_t()

  init() {
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&ended, nil)
    pthread_create(
      &thread, nil,
      { watch in
        watch.map { Unmanaged<Watch>.fromOpaque($0).takeUnretainedValue().wait() }
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func wait() {
    var limit = timespec()
    clock_gettime(CLOCK_REALTIME, &limit)
    limit.tv_sec += 1
    pthread_mutex_lock(&lock)
    while !isOver {
      if pthread_cond_timedwait(&ended, &lock, &limit) == ETIMEDOUT {
        Cancellation.request()
        break
      }
    }
    pthread_mutex_unlock(&lock)
  }

  func end() {
    pthread_mutex_lock(&lock)
    isOver = true
    pthread_cond_signal(&ended)
    pthread_mutex_unlock(&lock)
    pthread_join(thread, nil)
    Cancellation.reset()
  }
}
