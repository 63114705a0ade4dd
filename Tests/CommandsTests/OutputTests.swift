import Foundation
import TestSupport
import Testing

@Suite("Outputs and limits at the shell")
struct OutputTests {
  /// Runs a line of the shell in a folder; `$segue` is the program.
  private func shell(_ line: String, in folder: String) throws -> (
    status: Int32, output: String, messages: String
  ) {
    let executable = try #require(Shell.executable)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(
      [
        "segue": executable.path(percentEncoded: false), "GITHUB_ACTIONS": "",
        "SWIFT_BACKTRACE": "enable=no",
      ]) { $1 }
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errors = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: errors, as: UTF8.self)
    )
  }

  @Test("files that cannot take all end with 74 and a reason, and leave nothing behind")
  func full() throws {
    try withTemporaryFolder { folder in
      let limited = try shell(
        "ulimit -f 4; $segue -c 'write_text(\"x\", \"a\" * 100000)'; s=$?; ls -A; exit $s",
        in: folder)
      #expect(limited.status == 74 && limited.output.isEmpty)
      #expect(limited.messages.contains("cannot write 'x': File too large"))
      #expect(limited.messages.contains("ulimit -f"))
      let device = try shell("$segue -c 'write_text(\"/dev/full\", \"a\")'", in: folder)
      #expect(device.status == 74)
      #expect(device.messages.contains("cannot write '/dev/full': No space left on device"))
      #expect(try shell("test -c /dev/full", in: folder).status == 0)
    }
  }

  @Test("--out writes through links and pipes and keeps modes")
  func writesThrough() throws {
    let evaluate = "$segue evaluate geodesic synthetic --limit 1 --clicks 1 --no-times --quiet"
    try withTemporaryFolder { folder in
      let outcome = try shell(
        """
        mkdir d; echo old > d/real; chmod 600 d/real; ln -s d/real link; mkfifo pipe
        \(evaluate) --out link > shown && \(evaluate) --out /dev/stdout > twice
        cat pipe > read & \(evaluate) --out pipe > /dev/null; wait
        stat -c %a d/real; test -L link -a -p pipe && cmp read d/real && ls -A . d | grep -c tmp
        """, in: folder)
      #expect(outcome.output == "600\n0\n", "\(outcome)")
      #expect(outcome.messages.isEmpty)
    }
  }

  @Test(
    "Ctrl-C ends a wait for whoever reads or writes a pipe",
    arguments: [
      "write_text(\"p\", \"a\")",
      "read_text(\"p\")",
      "while True: print(\"a\" * 1000)",
    ])
  func waiting(code: String) throws {
    try withTemporaryFolder { folder in
      // Job control gives the program a Ctrl-C of its own: a shell keeps it from what runs behind.
      let outcome = try shell(
        """
        set -m; mkfifo p q; exec 3<>q
        $segue -c 'write_text("begun", "")
        \(code)' >&3 & until [ -e begun ]; do sleep 0.1; done; sleep 0.3; kill -INT $!; wait $!
        """, in: folder)
      #expect(outcome.status == 130, "\(outcome)")
    }
  }

  @Test(
    "a program that is ended while it writes leaves no temporary file", arguments: ["TERM", "HUP"])
  func ended(signal: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try shell(
        """
        $segue -c 'x = "a" * 50000000
        while True: write_text("x", x)' & until [ -e x ]; do sleep 0.1; done; kill -\(signal) $!; wait $!; echo $?; ls -A
        """, in: folder)
      let status = signal == "TERM" ? 143 : 129
      #expect(outcome.output == "\(status)\nx\n", "\(outcome)")
    }
  }

  @Test("a small stack and little address space are no reason to crash")
  func smallLimits() throws {
    try withTemporaryFolder { folder in
      let recursion = try shell(
        """
        ulimit -s 256; $segue -c 'def f(x): return sorted([1], key=f)
        try: f(1)
        except RecursionError: print("caught")'
        """, in: folder)
      #expect(recursion.status == 0 && recursion.output == "caught\n", "\(recursion)")
      for kilobytes in stride(from: 90_000, through: 630_000, by: 90_000) {
        let short = try shell(
          "ulimit -v \(kilobytes); $segue -c 'print(len(list(range(1000))))'", in: folder)
        #expect([0, 70, 127].contains(short.status), "\(kilobytes): \(short)")
      }
    }
  }
}
