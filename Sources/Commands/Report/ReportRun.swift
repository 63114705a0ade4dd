import Basics
import Language

/// One run of a script cell by cell, with everything that a page shows of it.
struct ReportRun {
  /// How the run ended.
  enum Ending {
    case completed
    /// What went wrong in the last cell that was run.
    case failed([Diagnostic])

    var diagnostics: [Diagnostic] {
      if case .failed(let diagnostics) = self { diagnostics } else { [] }
    }
  }

  /// A cell that was run or is prose.
  struct Part {
    let cell: ScriptCell
    let items: [Transcript.Item]
    let seconds: Double
    let errors: [Diagnostic]
  }

  let name: String
  private(set) var parts: [Part] = []
  private(set) var ending = Ending.completed
  private(set) var facts: [(name: String, value: String)] = []
  private(set) var data: [UsedData] = []
  /// How many cells there are, those that were not reached included.
  private(set) var cellCount = 0

  /// Runs the script in a session of its own; errors of its cells end the run and are kept.
  ///
  /// - Throws: ``ProgramErrors`` where the script cannot run at all.
  init(_ source: SourceFile, arguments: [String], by context: CommandContext) throws {
    name = source.name
    let transcript = Transcript()
    let session = Self.session(for: transcript, like: context.session)
    let facts = RunFacts(source, arguments: arguments, in: session)
    let script = try CellScript(source, arguments: arguments, in: session)
    cellCount = script.cells.count
    var seeds: [UInt64] = []
    let start = monotonicSeconds()
    for (index, cell) in script.cells.enumerated() {
      let seed = session.rootSeed
      parts.append(run(cell, index, of: script, transcript, in: session))
      if session.rootSeed != seed { seeds.append(session.rootSeed) }
      if case .failed = ending { break }
    }
    self.facts = facts.list(seeds: seeds, seconds: monotonicSeconds() - start)
    data = session.usedData
  }

  private mutating func run(
    _ cell: ScriptCell, _ index: Int, of script: CellScript, _ transcript: Transcript,
    in session: Session
  ) -> Part {
    guard cell.code != nil else { return Part(cell: cell, items: [], seconds: 0, errors: []) }
    let start = monotonicSeconds()
    var errors: [Diagnostic] = []
    switch script.run(index) {
    case .finished(let value):
      do { try session.show(value) } catch { errors = [Diagnostic(error)] }
    case .failed(let diagnostics): errors = diagnostics
    }
    let seconds = monotonicSeconds() - start
    if !errors.isEmpty { ending = .failed(errors) }
    return Part(cell: cell, items: transcript.take(), seconds: seconds, errors: errors)
  }

  /// A session that writes to the transcript; progress is drawn where the caller's is.
  private static func session(for transcript: Transcript, like outer: Session) -> Session {
    var settings = Session.Settings()
    settings.fixedWidth = 100
    settings.jobs = outer.settings.jobs
    settings.isQuiet = outer.settings.isQuiet
    settings.showsProgress = outer.settings.showsProgress
    let session = Session(
      registry: outer.registry, version: outer.version, settings: settings,
      output: TranscriptSink(transcript, isMessage: false),
      messages: TranscriptSink(transcript, isMessage: true), progress: outer.messages,
      seed: outer.rootSeed)
    session.setPictureDisplay(transcript)
    session.setValueDisplay(transcript)
    session.setState(WithinReport())
    return session
  }

  /// Whether the session belongs to a report, in which none can be made.
  struct WithinReport: Sendable { var isTrue = true }
}
