import Basics
import Datasets
import Glibc
import Language
import Tensors

/// What a reader needs to know to run a report again: the program, the machine, seeds and data.
struct RunFacts {
  /// The time at which the run began, local, with its zone.
  let began = LocalTime.now
  /// The script's text as a number, to tell two versions apart.
  let fingerprint: String
  private let arguments: [String]
  private let jobs: Int
  private let seed: UInt64

  init(_ source: SourceFile, arguments: [String], in session: Session) {
    let digits = String(XXHash64.hash(source.bytes), radix: 16)
    fingerprint =
      digits.count < 16 ? String(repeating: "0", count: 16 - digits.count) + digits : digits
    self.arguments = arguments
    jobs = session.settings.jobs ?? ThreadPool.processorCount
    seed = session.rootSeed
  }

  /// The facts in the order in which the page lists them.
  ///
  /// - Parameters:
  ///   - seeds: the seeds that the script set.
  ///   - seconds: how long the whole run took.
  func list(seeds: [UInt64], seconds: Double) -> [(name: String, value: String)] {
    let all = [seed] + seeds
    return [
      ("run", "\(began), took \(Self.duration(seconds))"),
      ("program", "Segue \(Segue.version)"),
      ("platform", Self.platform),
      ("processor", Self.processor),
      ("instructions", InstructionSet.current.rawValue),
      ("threads", "\(jobs)"),
      (all.count > 1 ? "seeds" : "seed", all.map(String.init).joined(separator: ", then ")),
      ("arguments", arguments.isEmpty ? "none" : arguments.joined(separator: " ")),
      ("script", "fingerprint \(fingerprint)"),
    ]
  }

  /// `0.12 s`, `38 s`, `3 min 5 s`.
  static func duration(_ seconds: Double) -> String {
    if seconds < 0.0995 { return "\((seconds * 1000).fixed(0)) ms" }
    if seconds < 9.995 { return "\(seconds.fixed(2)) s" }
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  /// The system and its architecture: `Linux 6.8.0, x86_64`.
  private static var platform: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    func text<T>(_ field: T) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(names.sysname)) \(text(names.release)), \(text(names.machine))"
  }

  /// The processor's name and how many there are.
  private static var processor: String {
    let count = ThreadPool.processorCount
    let number = "\(count) processor\(count == 1 ? "" : "s")"
    guard let bytes = try? Files.read("/proc/cpuinfo", limit: 1 << 20) else { return number }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("model name") }),
      let colon = line.firstIndex(of: ":")
    else { return number }
    return "\(line[line.index(after: colon)...].drop { $0 == " " }), \(number)"
  }
}

/// The wall clock as text.
enum LocalTime {
  /// `2026-03-01 14:05:09 +0100`.
  static var now: String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %z", &parts)
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// A data set that an evaluation of the session used.
struct UsedData: Hashable, Sendable {
  let name: String
  let objects: Int
  let fingerprint: String
}

extension Session {
  private struct AllUsedData: Sendable { var list: [UsedData] = [] }

  /// The data sets that evaluations used, in order, each once.
  var usedData: [UsedData] { state(AllUsedData.self) { AllUsedData() }.list }

  /// Takes note of a data set that an evaluation used.
  func note(_ data: UsedData) {
    var all = state(AllUsedData.self) { AllUsedData() }
    guard !all.list.contains(data) else { return }
    all.list.append(data)
    setState(all)
  }
}
