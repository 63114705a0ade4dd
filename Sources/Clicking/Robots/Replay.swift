internal import Basics
internal import Imaging

/// Clicks again what was clicked before, sample by sample: recorded clicks of people or robots.
///
/// At interaction k it places what the recording of the turn's sample has there, whatever the target
/// and the prediction are; after the last one it places none. It is no judge: a click may be wrong, and
/// may fall on an ignored pixel. A turn that asks for n clicks gets the first n of the interaction.
public struct Replay: Robot {
  /// `replay`.
  public let name = "replay"
  /// The clicks.
  public let recording: ClickRecording
  /// The sample whose clicks are replayed; `nil` for the one that the turn's key names.
  public let sample: String?

  /// Creates the robot.
  public init(_ recording: ClickRecording, sample: String? = nil) {
    self.recording = recording
    self.sample = sample
  }

  /// The recorded clicks of the sample.
  ///
  /// - Throws: ``ClickingError/notRecorded(sample:recorded:)``, and
  ///   ``ClickingError/recordedOutside(sample:click:picture:)`` for a click outside the picture.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.checkSizes()
    let sample = sample ?? turn.key.sample
    let interactions = try recording.clicks(of: sample).interactions
    let number = turn.clicks.interactions.count
    guard interactions.indices.contains(number) else { return [] }
    let size = turn.target.size
    let clicks = interactions[number].prefix(turn.count(or: interactions[number].count))
    for click in clicks where !size.contains(click.pixel) {
      throw .recordedOutside(sample: sample, click: click, picture: size)
    }
    return Array(clicks)
  }
}
