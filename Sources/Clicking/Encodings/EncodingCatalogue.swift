/// The encodings that have a name of their own.
public enum EncodingCatalogue {
  /// A name and what it stands for.
  public struct Entry: Sendable {
    /// The name by which scripts choose it.
    public let name: String
    /// What it is, in a few words.
    public let summary: String
    /// The encoding with the field's usual parameters.
    public let encoding: any Encoding
  }

  /// All of them, in the order in which help lists them.
  public static let entries: [Entry] = [
    Entry("disks", "disks of radius 5, as RITM and the seed draw clicks", Disks()),
    Entry("pixels", "the clicked pixels alone", ClickPixels()),
    Entry(
      "distance_tanh", "tanh of the distance to the nearest click, as f-BRS has it", DistanceMaps()),
    Entry(
      "distance_clipped", "the distance to the nearest click, up to 255 pixels",
      DistanceMaps(.clipped(limit: 255))),
    Entry("gaussians", "a Gaussian of σ 10 around each click", Gaussians()),
    Entry("gto99", "gto99's Gaussians of three scales, background first", Gaussians.gto99),
    Entry(
      "disks_by_order", "disks of radius 9 for the first click, 5 for later ones", DisksByOrder()),
    Entry("previous", "the previous prediction, without clicks", PreviousMask()),
    Entry("signed_disks", "disks that are +1 for positive and -1 for negative clicks", SignedMap()),
    Entry("ritm", "the previous prediction and disks: what RITM's networks read", .ritm),
  ]
}

extension EncodingCatalogue.Entry {
  fileprivate init(_ name: String, _ summary: String, _ encoding: any Encoding) {
    self.name = name
    self.summary = summary
    self.encoding = encoding
  }
}

extension Encoding where Self == StackedEncoding {
  /// What RITM's networks read: the previous mask, positive and negative disks of radius 5.
  public static var ritm: StackedEncoding { StackedEncoding([PreviousMask(), Disks()]) }
}
