import Datasets
public import Language
public import Layers
public import Models

extension CheckpointError: DiagnosticConvertible {
  /// What was found, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .unknown:
      Diagnostic(
        .format, description, help: "known are .safetensors, .pth, .pt, .npy and .npz, by content")
    case .tooLarge: Diagnostic(.value, description, help: "raise it, for example limit=32 (GiB)")
    case .noMember(let name, let members):
      Diagnostic(
        .key, description, hint: DatasetError.suggestion(name, members),
        help: members.isEmpty
          ? "the file has no members: leave the option out"
          : "there are " + ListText.some(members, 12))
    case .noArray(let name, let names):
      Diagnostic(.key, description, hint: DatasetError.suggestion(name, names))
    default: Diagnostic(.format, description)
    }
  }
}

extension LoadingError: DiagnosticConvertible {
  /// Everything that does not fit, in the order of the network.
  public var diagnostic: Diagnostic {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("the file lacks " + Self.listed(missing)) }
    if !unexpected.isEmpty { parts.append("the network lacks " + Self.listed(unexpected)) }
    if !misshapen.isEmpty {
      let words = misshapen.map {
        "\($0.name) (\(Self.words($0.found)), the network has \(Self.words($0.expected)))"
      }
      parts.append("of another shape are " + Self.listed(words))
    }
    if !broken.isEmpty {
      let words = broken.map { "\($0.name) (\($0.count) of \($0.of))" }
      parts.append("NaN or infinite are numbers of " + Self.listed(words))
    }
    if loadsNothing {
      parts.insert("none of its arrays is called as a parameter of the network", at: 0)
    }
    return Diagnostic(
      .value, "the weights do not fit the network: " + parts.joined(separator: "; "),
      help: broken.isEmpty || !misshapen.isEmpty
        ? "`inspect FILE` lists what the file holds and names the network where it is known"
        : "the training has diverged, or the file is damaged: take an earlier checkpoint")
  }

  private static func listed(_ names: [String]) -> String {
    "\(names.count) (\(ListText.some(names, 6)))"
  }

  private static func words(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: "×")
  }
}

extension NetworkOptionError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .unknownEncoder(let name):
      let names = EncoderKind.all.map(\.name)
      return Diagnostic(
        .value, "there is no encoder '\(name)'",
        hint: DatasetError.suggestion(name, names),
        help: "there are " + names.joined(separator: ", "))
    case .unknownNetwork(let name):
      return Diagnostic(
        .value, "there is no network '\(name)'",
        help: "decoders are " + NetworkName.decoders.joined(separator: ", "))
    case .outOfRange(let option, let value, let allowed):
      return Diagnostic(
        .value,
        "\(option) is \(value), and must be from \(allowed.lowerBound) to \(allowed.upperBound)")
    case .fusion(let channels):
      return Diagnostic(
        .value, "early fusion makes no input of \(channels) channels",
        help: "in_channels is 3 (the picture), 5 (and positive and negative clicks) "
          + "or 6 (and the previous prediction)")
    case .channelCount(let found, let depth):
      return Diagnostic(
        .value, "decoder_channels has \(found) numbers for a depth of \(depth)",
        help: "give one number for each stride, the deepest first")
    }
  }
}
