import Glibc
public import Testing

/// The folder of real data and reference outputs that some tests compare with; it is no part of Segue.
///
/// Tests that need it carry `.enabled(if: Shared.isPresent, Shared.absence)`.
public enum Shared {
  /// `SEGUE_SHARED`, or `../shared` where that is not set.
  public static var folder: String {
    getenv("SEGUE_SHARED").map { String(cString: $0) } ?? "../shared"
  }

  /// Whether the folder is there.
  public static var isPresent: Bool { access(folder + "/data/README.md", R_OK) == 0 }

  /// What a skipped test says.
  public static let absence: Comment = "needs the shared data: set SEGUE_SHARED to its folder"

  /// The path of a file in it, for example `path("data/grabcut/data_GT/banana1.jpg")`.
  public static func path(_ name: String) -> String { "\(folder)/\(name)" }
}
