import Basics

/// What is wrong with a sample, and which one it is: thrown by work on many samples.
public struct SampleError: Error {
  /// The sample's id.
  public let id: String
  /// What loading it threw.
  public let reason: any Error

  /// Runs what loads a sample, and names the sample in what it throws; an interrupt stays one.
  public static func naming<Result>(
    _ id: @autoclosure () -> String, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch {
      if error is Cancellation.Interrupted || error is SampleError { throw error }
      throw SampleError(id: id(), reason: error)
    }
  }
}
