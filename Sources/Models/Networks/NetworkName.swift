public import Layers

/// The networks that a name alone describes: `<decoder>_<encoder>[_<N>ch]`, for example
/// `unet_resnet18_5ch`, with one class and no activation, as the parity folders spell them.
public struct NetworkName: Sendable {
  /// The decoder's name.
  public let decoder: String
  /// The encoder's name.
  public let encoder: String
  /// Channels of the input.
  public let inputs: Int

  /// The decoders that are built.
  public static let decoders = ["unet"]

  /// Takes a name apart.
  ///
  /// - Throws: ``NetworkOptionError/unknownNetwork(_:)`` or ``NetworkOptionError/unknownEncoder(_:)``.
  public init(_ name: String) throws(NetworkOptionError) {
    var parts = name.split(separator: "_", maxSplits: 1).map(String.init)
    guard parts.count == 2, Self.decoders.contains(parts[0]) else { throw .unknownNetwork(name) }
    var inputs = 3
    if let last = parts[1].split(separator: "_").last, last.hasSuffix("ch"),
      let count = Int(last.dropLast(2))
    {
      inputs = count
      parts[1] = String(parts[1].dropLast(last.count + 1))
    }
    guard EncoderKind.named(parts[1]) != nil else { throw .unknownEncoder(parts[1]) }
    (decoder, encoder, self.inputs) = (parts[0], parts[1], inputs)
  }

  /// Builds the network.
  public func network() throws(NetworkOptionError) -> Network {
    var options = Unet.Options()
    options.encoder = encoder
    options.inputs = inputs
    return Network(try Unet(options))
  }
}
