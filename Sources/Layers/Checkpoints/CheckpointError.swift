public import Basics

/// Why a file is not read as a checkpoint.
public enum CheckpointError: Error, Hashable, Sendable {
  /// The file is nothing that is known; its first bytes.
  case unknown(start: [UInt8])
  /// The file ends before its content does.
  case truncated
  /// The content contradicts itself; `detail` says where.
  case corrupt(detail: String)
  /// A valid file of a kind that is not read; `feature` names it.
  case unsupported(feature: String)
  /// An array would take more bytes than the caller accepts.
  case tooLarge(bytes: Int, limit: Int)
  /// What is wrong with the file's archive.
  case archive(ArchiveError)
  /// What is wrong with the file's pickle.
  case pickle(PickleError)
  /// What is wrong with the file's header.
  case json(JSONError)
  /// There are no arrays below this member; those that have some.
  case noMember(name: String, members: [String])
  /// There is no array of this name; the nearest ones.
  case noArray(name: String, nearest: [String])
}

extension CheckpointError: CustomStringConvertible {
  /// What was found, and the way out.
  public var description: String {
    switch self {
    case .unknown(let start):
      "not a checkpoint: it begins with the bytes "
        + start.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        .joined(separator: " ")
    case .truncated: "the file ends before its content does; copy or download it again"
    case .corrupt(let detail): "the file is damaged (\(detail)); copy or download it again"
    case .unsupported(let feature): "the file is of a kind that is not read (\(feature))"
    case .tooLarge(let bytes, let limit):
      "an array takes \(bytes) bytes, more than the limit of \(limit)"
    case .archive(let error): "\(error)"
    case .pickle(let error): "\(error)"
    case .json(let error): "the header, \(error)"
    case .noMember(let name, _): "there is no member '\(name)' that holds arrays"
    case .noArray(let name, _): "there is no array '\(name)'"
    }
  }
}

/// Runs `body` and gives its errors as those of a checkpoint.
func asCheckpointError<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as ArchiveError {
    throw CheckpointError.archive(error)
  } catch let error as PickleError {
    throw CheckpointError.pickle(error)
  } catch let error as JSONError {
    throw CheckpointError.json(error)
  }
}
