import Datasets
import Engine
import Language

/// Says which samples were passed over.
enum BadSamples {
  /// The most samples that are named.
  private static let shown = 5

  /// One line for each of the first few, and one for the sum; nothing where there are none.
  ///
  /// - Throws: a diagnostic where every sample was bad: a result of nothing is none.
  static func note(
    _ skipped: [SkippedSample], of total: Int, _ context: CommandContext
  ) throws {
    guard !skipped.isEmpty else { return }
    for sample in skipped.prefix(shown) {
      try context.note("skipped '\(sample.id)': \(words(of: sample.error))")
    }
    let more = skipped.count - shown
    if more > 0 { try context.note("… and \(more) more") }
    try context.note("\(skipped.count) of \(total) samples passed over")
    guard skipped.count < total else {
      throw Diagnostic(
        .input, "none of the \(total) samples could be loaded",
        help: "what is wrong with each stands above; 'segue inspect' tells what a folder holds")
    }
  }

  /// The error in one line.
  static func words(of error: any Error) -> String {
    switch error {
    case let error as SampleError: words(of: error.reason)
    case let error as Diagnostic: error.message
    case let error as any DiagnosticConvertible: error.diagnostic.message
    default: "\(error)"
    }
  }
}
