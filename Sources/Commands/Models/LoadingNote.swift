import Language
import Layers
import Models

extension Loading {
  /// One line: how many parameters were loaded from which member, what is missing, and what was left.
  func words(of path: String) -> String {
    var text = "\(report.loaded) of \(report.wanted) parameters loaded from '\(path)'"
    if !member.path.isEmpty { text += ", member '\(member.path)'" }
    if let other = member.others.first {
      text += " (member=\"\(other)\" holds as many)"
    }
    if !report.missing.isEmpty {
      text += "; drawn anew: \(ListText.some(report.missing, 3))"
    }
    if left > 0 { text += "; \(left) other arrays left" }
    return text
  }
}
