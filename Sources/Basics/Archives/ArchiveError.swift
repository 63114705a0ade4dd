/// What is wrong with compressed data or an archive.
public enum ArchiveError: Error, Hashable, Sendable {
  /// The data end before what they hold does.
  case truncated
  /// The data contradict themselves; `detail` says where.
  case corrupt(detail: String)
  /// Valid data of a kind that is not read; `feature` names it.
  case unsupported(feature: String)
  /// The content is larger than the caller accepts.
  case tooLarge(limit: Int)
  /// An entry's content does not have the check sum that the archive states.
  case wrongChecksum(entry: String)
}

extension ArchiveError: CustomStringConvertible {
  /// What was found, and the way out.
  public var description: String {
    switch self {
    case .truncated: "the data end too early; copy or download the file again"
    case .corrupt(let detail): "the data are damaged (\(detail)); copy or download the file again"
    case .unsupported(let feature): "the data are of a kind that is not read (\(feature))"
    case .tooLarge(let limit):
      "the content is larger than the limit of \(limit) bytes; "
        + "raise the limit if it is meant to be that large"
    case .wrongChecksum(let entry):
      "the check sum of '\(entry)' is wrong; copy or download the file again"
    }
  }
}
