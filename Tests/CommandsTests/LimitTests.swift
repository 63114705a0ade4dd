import Foundation
import Testing
import TestSupport

/// The program survives what would take the machine down.
@Suite("Limits of the program")
struct LimitTests {
  @Test(
    "what grows without end ends in a diagnostic within the memory that is allowed",
    arguments: [
      "x = []\nwhile True: x.append('a' * 1000)",
      "x = []\nwhile True: x.append([x, [1] * 20])",
      "x = 'ab'\nwhile True: x += x",
      "x = [1]\nwhile True: x = x + x",
      "x = []\nwhile True: x.append(tensors.ones([1000, 1000]))",
      "x = []\nwhile True: x.append(tensors.ones([1000, 1000]) * 2)",
      "x = []\nwhile True: x.append('a' * 100000)",
      "d = {}\nwhile True: d[len(d)] = 'a' * 500",
      "x = ['a' * 300 for i in range(10 ** 12)]",
      "x = 'a' * 1000000\nfor i in range(60): x = [x, x]\nrepr(x)",
      "x = 'a' * 1000000\nfor i in range(60): x = [x, x]\njson.encode(x)",
      "('a' * 1000000).replace('a', 'b' * 100000)",
      "b'a' * 100000000 + b'b' * 300000000",
      "''.join(['a' * 10000000] * 100)",
      "s = 'a' * 1000000\nx = []\nwhile True: x.append(s[1:])",
      "x = [0] * 100000\ny = []\nwhile True: y.append(x[1:])",
      "x = (0,) * 100000\ny = []\nwhile True: y.append(x[1:])",
      "x = []\nwhile True: x.append((1 << 4000000) + len(x))",
      "x = []\nwhile True: x.append('%200000d' % 1)",
      "x = []\nwhile True: x.append(f'{1:200000}')",
      "x = []\nwhile True: x.append('{:200000}'.format(1))",
      "x = []\nm = tensors.zeros(1000, 1000) > 0\nwhile True: x.append(m | m)",
      "(0,) * 50000000",
      "(0,) * 15000000 + (1,) * 15000000",
      "tensors.zeros(100000000)",
      "tensors.ones(10000, 10000)",
      "tensors.full(100000000, 2)",
      "tensors.arange(100000000)",
      "tensors.eye(10000)",
      "tensors.concatenate([tensors.zeros(10000000)] * 10)",
      "tensors.stack([tensors.zeros(10000000)] * 10)",
      "tensors.zeros(10000, 1) + tensors.zeros(1, 10000)",
      "tensors.zeros(10000, 1) < tensors.zeros(1, 10000)",
      "tensors.zeros(10000, 1) @ tensors.zeros(1, 10000)",
      "tensors.where(tensors.zeros(10000, 1) > 0, 1, tensors.zeros(1, 10000))",
      "tensors.zeros(40000000).exp().abs()",
      "tensors.zeros(20000000).tolist()",
      "tensors.ones(6400, 6400).T",
      "tensors.zeros(40000000)[tensors.zeros(40000000) == 0]",
    ])
  func growth(code: String) throws {
    let outcome = try Shell.segue("--max-memory", "300M", "-c", code)
    #expect(outcome.status == 70, "\(outcome.messages)")
    #expect(outcome.messages.contains("at most 300 MiB are allowed"), "\(outcome.messages)")
    // What was refused may be large, but what was taken unasked is not.
    let isUnasked = outcome.messages.contains(/needs (3[5-9]\d|[4-9]\d\d) MiB/)
    #expect(!isUnasked || !code.contains("append"), "\(outcome.messages)")
    #expect(outcome.messages.contains("--max-memory"), "\(outcome.messages)")
  }

  @Test(
    "a script that catches the error goes on, with all that it had or without",
    arguments: [
      "def grow():\n  x = []\n  while True: x.append('a' * 100000)\n"
        + "for i in range(3):\n  try: grow()\n  except MemoryError: pass\n"
        + "y = [i for i in range(300000)]\nprint('end')",
      "x = []\ntry:\n  while True: x.append('a' * 100000)\nexcept MemoryError: pass\n"
        + "n = 0\nfor i in range(300000): n += 1\nprint('end')",
      "x = 'a' * 10\ntry:\n  while True: x += x\nexcept MemoryError: pass\n"
        + "n = 0\nfor i in range(300000): n += 1\nprint('end')",
    ])
  func caught(code: String) throws {
    let outcome = try Shell.segue("--max-memory", "300M", "-c", code)
    #expect(outcome.output == "end\n", "\(outcome.messages)")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test("catching again and again does not grow without end")
  func caughtForever() throws {
    let code = """
      x = []
      while True:
        try:
          while True: x.append('a' * 100000)
        except MemoryError: n = len(x)
        if n > 4000: fail("more than the bound")
      """
    let outcome = try Shell.segue("--max-memory", "300M", "-c", code + "\n")
    #expect(!outcome.messages.contains("more than the bound"), "\(outcome.messages)")
  }

  @Test(
    "what the system refuses ends in a diagnostic as well",
    arguments: [
      "x = []\nwhile True: x.append('a' * 1000000)",
      "x = []\nwhile True: x.append(tensors.ones(1000, 1000))",
      "tensors.zeros(200000000)",
      "x = 'ab'\nwhile True: x += x",
      "d = {}\nwhile True: d[len(d)] = 'a' * 500",
    ])
  func systemLimit(code: String) throws {
    let executable = try #require(Shell.executable)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "ulimit -v 700000; exec \"$0\" -c \"$1\"", executable.path(), code]
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let messages = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(messages)")
    #expect(process.terminationStatus == 70, "\(messages)")
    #expect(messages.contains("the system gives no more"), "\(messages)")
  }

  @Test(
    "a size is a whole number with a unit",
    arguments: ["", "x", "-1", "0", "1.5G", "99999999999999999999G", "9999999999T"])
  func wrongSizes(text: String) throws {
    let outcome = try Shell.segue("--max-memory=\(text)", "-c", "1")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("takes a size, as 8G or 500M"), "\(outcome.messages)")
  }

  @Test(
    "hostile sources are refused",
    arguments: [
      (String(repeating: "[", count: 100_000), "nested deeper than"),
      ("x = " + String(repeating: "x", count: 50_000_000), "a line has at most 16 MiB"),
      ("f()" + String(repeating: "()", count: 100_000), "has more than"),
    ])
  func sources(text: String, message: String) throws {
    try withTemporaryFolder { folder in
      try text.write(toFile: folder + "/hostile.seg", atomically: false, encoding: .utf8)
      let outcome = try Shell.segue("hostile.seg", in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.messages.contains(message), "\(outcome.messages.prefix(500))")
      #expect(outcome.messages.utf8.count < 20_000)
    }
  }

  @Test(
    "a word that a command line's parameter refuses is wrong usage",
    arguments: [
      (["evaluate", "geodesic", "synthetic", "--clicks", "0"], "'--clicks' must be"),
      (["evaluate", "geodesic", "synthetic", "--thresh", "90"], "fraction"),
    ])
  func refusedWords(words: [String], message: String) throws {
    let outcome = try Shell.run(words)
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test(
    "Ctrl-C ends whatever a built-in computes",
    arguments: [
      "while True: pass",
      "sorted([[i, str(i)] for i in range(100)] * 100000)",
      "str(7 ** 2900000)",
      "x = ()\nfor i in range(60): x = (x, x)\nhash_of = {x: 1}",
      "x = []\ny = []\nfor i in range(60):\n    x = [x, x]\n    y = [y, y]\nx == y",
      "x = [1]\nfor i in range(60): x = [x, x]\nrepr(x)",
      "x = [1]\nfor i in range(60): x = [x, x]\njson.encode(x)",
      "set(range(10 ** 12))",
      "x = tensors.ones([4000, 4000])\nwhile True: x @ x",
      "while True: 7 ** 900000 // 3 ** 100",
      "x = 7 ** 2000000\nwhile True: x // 3 ** 900000 / (x - 1)",
      "x = '9' * 2000000\nwhile True: 1 // int(x)",
      "max(range(10 ** 12), key=lambda x: x)",
      "any(map(lambda x: 0, [0] * 100)) or all(range(1, 10 ** 12)) or sum(range(10 ** 12), 0.5)",
      "filter(lambda x: False, range(10 ** 12))",
      "('a' * 100000 + 'b') in 'a' * 10 ** 9",
      "x = 'ä b ' * 10 ** 8\nwhile True: x.upper().split()",
      "x = b'a' * 10 ** 9\nwhile True: x.hex()",
      "x = 'a' * 10 ** 9\nwhile True: x.count('a')",
      "x = [0] * 10 ** 8\nwhile True: x < x + [1]",
    ])
  func interrupts(code: String) throws {
    let outcome = try withTemporaryFolder { try interrupted(code, in: $0) }
    #expect(outcome.status == 130, "\(outcome.messages)")
    #expect(!outcome.messages.contains("zero"), "\(outcome.messages)")
  }

  /// Sends the interrupt a moment after the program has begun.
  private func interrupted(_ code: String, in folder: String) throws -> (
    status: Int32, messages: String
  ) {
    let executable = try #require(Shell.executable)
    let process = Process()
    process.executableURL = executable
    process.arguments = ["-c", "write_text('begun', '')\n" + code]
    process.currentDirectoryURL = URL(filePath: folder)
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: folder + "/begun") {
      Thread.sleep(forTimeInterval: 0.02)
    }
    Thread.sleep(forTimeInterval: 0.4)
    process.interrupt()
    let messages = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: messages, as: UTF8.self))
  }
}
