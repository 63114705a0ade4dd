import Models

/// Compares networks with what reference implementations computed: `scripts/parity/check FOLDER…`.
struct ParityProgram {
  private var folders: [String] = []
  private var tolerance = 1e-4
  private var listsAll = false

  private static let usage = "usage: scripts/parity/check FOLDER… [--tolerance T] [--verbose]"

  /// What the words of the command line ask for, or what is wrong with them.
  init(_ words: [String]) throws(Misuse) {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--tolerance":
        guard let text = rest.popFirst(), let number = Double(text), number >= 0 else {
          throw Misuse(message: "--tolerance takes a number, for example 1e-4")
        }
        tolerance = number
      case "--verbose": listsAll = true
      default:
        guard !word.hasPrefix("-") else { throw Misuse(message: "there is no option '\(word)'") }
        folders.append(word)
      }
    }
    guard !folders.isEmpty else { throw Misuse(message: Self.usage) }
  }

  /// A command line that asks for nothing that there is.
  struct Misuse: Error { let message: String }

  /// Prints the comparison of every folder: whether all agree.
  func run() -> Bool {
    folders.map(report).allSatisfy { $0 }
  }

  /// Prints the comparison of one folder: a line an output, and the worst activation or all of them.
  private func report(_ folder: String) -> Bool {
    do {
      let reference = try ParityFolder(folder)
      let check = try ParityCheck(reference, tolerance: tolerance)
      print("\(reference.network): \(check.passes ? "agrees" : "DIFFERS")")
      for (ours, theirs) in check.stateDifferences.prefix(10) {
        print("  state: \(ours), but the reference has \(theirs)")
      }
      check.outputs.forEach(show)
      let worst = check.activations.max { $0.relative < $1.relative }?.name
      print("  \(check.activations.count) activations, the worst:")
      for activation in check.activations
      where listsAll || !activation.isAllowed || activation.name == worst {
        show(activation)
      }
      return check.passes
    } catch let error as NetworkOptionError {
      print("\(folder): \(Self.words(error))")
    } catch {
      print("\(folder): \(error)")
    }
    return false
  }

  private func show(_ difference: ParityCheck.Difference) {
    let mark = difference.isAllowed ? "" : "  ABOVE \(difference.allowed)"
    print("  \(difference.name): \(Float(difference.relative))\(mark)")
  }

  private static func words(_ error: NetworkOptionError) -> String {
    switch error {
    case .unknownNetwork(let name):
      "'\(name)' is no network that can be built; known decoders are "
        + NetworkName.decoders.joined(separator: ", ")
    case .unknownEncoder(let name):
      "'\(name)' is no encoder that can be built; known are "
        + EncoderKind.all.map(\.name).joined(separator: ", ")
    case .outOfRange, .channelCount, .fusion: "\(error)"
    }
  }
}
