import Language
import Layers

extension Diagnostic {
  /// Runs `body`, and gives its errors about the content of a file the file's path.
  static func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CheckpointError {
      throw error.diagnostic.naming(path)
    } catch let error as ONNXError {
      throw error.diagnostic.naming(path)
    }
  }

  private func naming(_ path: String) -> Diagnostic {
    var diagnostic = self
    diagnostic.message = "'\(path)': \(message)"
    return diagnostic
  }
}
