public import Foundation

/// The built `segue`, run as a user runs it.
public enum Shell {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// The exit status.
    public let status: Int32
    /// What was written to standard output.
    public let output: String
    /// What was written to standard error.
    public let messages: String
  }

  /// The executable beside the running tests.
  public static var executable: URL? {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path(percentEncoded: false)
    for path in [own] + CommandLine.arguments {
      var folder = URL(filePath: path).deletingLastPathComponent()
      while folder.path(percentEncoded: false) != "/" {
        let candidate = folder.appending(path: "segue")
        if FileManager.default.isExecutableFile(atPath: candidate.path(percentEncoded: false)) {
          return candidate
        }
        folder = folder.deletingLastPathComponent()
        if folder.lastPathComponent == ".build" { break }
      }
    }
    return nil
  }

  /// Runs `segue` with arguments, in a folder, and waits for its end.
  ///
  /// - Parameters:
  ///   - input: what it reads on standard input; nothing unless told.
  ///   - environment: variables to set besides those of the tests; CI's are removed.
  public static func segue(
    _ arguments: String..., in folder: String = ".", input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, in: folder, input: input, environment: environment)
  }

  /// The same with a list of arguments.
  public static func run(
    _ arguments: [String], in folder: String = ".", input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    guard let executable else { throw MissingExecutable() }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    var variables = ProcessInfo.processInfo.environment
    variables["GITHUB_ACTIONS"] = nil
    process.environment = variables.merging(environment) { $1 }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    // Messages are short and fit the pipe, so that one reader after the other cannot stall the process.
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let messages = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      messages: String(decoding: messages, as: UTF8.self))
  }

  /// Runs a command of the system's shell, where `segue` is on the path, and gives all that it writes.
  public static func command(_ command: String, in folder: String) throws -> String {
    guard let executable else { throw MissingExecutable() }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder)
    var variables = ProcessInfo.processInfo.environment
    variables["GITHUB_ACTIONS"] = nil
    let programs = executable.deletingLastPathComponent().path(percentEncoded: false)
    variables["PATH"] = programs + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
    process.environment = variables
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  /// There is no `segue` beside the tests.
  public struct MissingExecutable: Error {}
}
