internal import Basics
public import Imaging

/// What an encoding sees: the clicks so far, the picture's size, and the prediction they followed.
public struct EncodingInput: Sendable {
  /// All clicks in the order in which they were made.
  public var clicks: [PlacedClick]
  /// Height and width of the planes.
  public var size: Size
  /// The probability map before the newest clicks; `nil` stands for 0 everywhere.
  public var previous: Plane?

  /// Describes what is encoded.
  public init(clicks: [PlacedClick], size: Size, previous: Plane? = nil) {
    self.clicks = clicks
    self.size = size
    self.previous = previous
  }
}

/// One plane of an encoding.
public struct EncodingPlane: Hashable, Sendable {
  /// Its name, for example `positive`.
  public var name: String
  /// The sign of the clicks it shows; `nil` where it shows both or none.
  public var isPositive: Bool?

  /// Names a plane.
  public init(_ name: String, isPositive: Bool? = nil) {
    self.name = name
    self.isPositive = isPositive
  }
}

/// How clicks become planes that a network can read.
///
/// Every encoding passes one contract suite: as many planes as ``layout`` names, each of the input's
/// size, with finite values in ``range``; the same input gives the same planes; an update with the
/// newest clicks gives what all clicks give at once; no click, clicks outside the picture and places
/// between pixels are defined.
public protocol Encoding: Sendable {
  /// The name by which scripts choose it, for example `disks`.
  var name: String { get }
  /// Its planes in order.
  var layout: [EncodingPlane] { get }
  /// The smallest and the largest value that a plane can hold.
  var range: ClosedRange<Float> { get }

  /// The planes of all clicks.
  func planes(of input: EncodingInput) throws(EncodingError) -> [Plane]

  /// Turns the planes of all but the newest clicks into the planes of all.
  ///
  /// - Parameters:
  ///   - planes: what the clicks before the newest gave.
  ///   - newest: how many of the last clicks of `input` these planes lack.
  ///   - input: all clicks, old and new.
  func update(_ planes: inout [Plane], newest: Int, of input: EncodingInput) throws(EncodingError)
}

/// What an encoding refuses.
public enum EncodingError: Error, Equatable {
  /// The previous prediction has another size than the picture.
  case previousSize(picture: Size, previous: Size)
  /// The planes to update are not this encoding's of this picture.
  case otherPlanes(encoding: String, expected: Int, of: Size, found: [Size])
}

extension Encoding {
  /// Encodes everything anew: for encodings whose planes do not tell what their clicks were.
  public func update(
    _ planes: inout [Plane], newest: Int, of input: EncodingInput
  ) throws(EncodingError) {
    try check(planes, input)
    planes = try self.planes(of: input)
  }

  /// The planes of several pictures, in their order; the result does not depend on `threads`.
  public func planes(
    ofBatch inputs: [EncodingInput], threads: Int = 1
  ) throws -> [[Plane]] {
    if threads < 2 || inputs.count < 2 { return try inputs.map { try planes(of: $0) } }
    var batch = [[Plane]](repeating: [], count: inputs.count)
    try batch.withUnsafeMutableBufferPointer { batch in
      nonisolated(unsafe) let slots = batch
      try ThreadPool.shared.forEach(count: inputs.count, threads: threads) {
        slots[$0] = try planes(of: inputs[$0])
      }
    }
    return batch
  }

  /// Refuses planes that this encoding has not made of such a picture.
  func check(_ planes: [Plane], _ input: EncodingInput) throws(EncodingError) {
    let sizes = planes.map(\.size)
    if sizes != layout.map({ _ in input.size }) {
      throw .otherPlanes(encoding: name, expected: layout.count, of: input.size, found: sizes)
    }
  }
}

/// An encoding each of whose planes begins as one value and takes in click after click.
///
/// It says how clicks are drawn over a plane; the planes of all clicks are the newest ones drawn over
/// planes without click, so that an update is equal to encoding anew.
protocol DrawnEncoding: Encoding {
  /// The value of a plane without click.
  var valueWithoutClick: Float { get }

  /// Draws clicks over a plane; not all of them need belong to it.
  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int)
}

extension DrawnEncoding {
  /// Draws all clicks over empty planes.
  public func planes(of input: EncodingInput) -> [Plane] {
    let empty = Plane(size: input.size, filledWith: valueWithoutClick)
    var planes = [Plane](repeating: empty, count: layout.count)
    for index in planes.indices { draw(input.clicks[...], over: &planes[index], at: index) }
    return planes
  }

  /// Draws the newest clicks over the planes of the earlier ones.
  public func update(
    _ planes: inout [Plane], newest: Int, of input: EncodingInput
  ) throws(EncodingError) {
    try check(planes, input)
    let newest = input.clicks.suffix(max(newest, 0))
    for index in planes.indices { draw(newest, over: &planes[index], at: index) }
  }
}
