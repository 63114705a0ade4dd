/// A type that a command's parameter can have: it says how a word is read and which values fit.
///
/// A conformance needs a name, a reading of words and a reading of values; the rest has defaults.
///
/// ```swift
/// extension Mask: ScriptConvertible {
///   static let typeName = "mask"
///   static let paths: PathKind? = .file(extensions: ["png", "bmp"])
///   static func read(_ word: String, in context: CommandContext) throws -> Mask { try Mask(file: word) }
///   static func convert(_ value: Value, in context: CommandContext) throws -> Mask {
///     guard case .object(let mask as MaskValue) = value else { throw ReadingFailure.mismatch }
///     return mask.mask
///   }
/// }
/// ```
///
/// A variable in scope never reaches ``read(_:in:)``: it is its value, whatever the parameter.
public protocol ScriptConvertible: SendableMetatype {
  /// The type in messages and help, without an article: `mask`, `whole number`.
  static var typeName: String { get }

  /// The value of a bare word, or of the text of a quoted one.
  ///
  /// - Throws: ``ReadingFailure`` where the word is of another kind; any domain error where the kind
  ///   is right and the thing itself is at fault, such as a corrupt file.
  static func read(_ word: String, in context: CommandContext) throws -> Self

  /// What a value of the language means here.
  ///
  /// - Throws: as ``read(_:in:)``.
  static func convert(_ value: Value, in context: CommandContext) throws -> Self

  /// The words that are read here, as far as they can be listed: for completion and "did you mean".
  static func candidates(in context: CommandContext) -> [Candidate]

  /// Which files are read here, if words may be paths.
  static var paths: PathKind? { get }

  /// The value as a user would write it on a command line; help shows defaults so.
  static func spelling(of value: Self) -> String

  /// What a parameter without a default is worth when it is left out; `nil` where it must be given.
  static var absent: Self? { get }

  /// Whether several words make one value.
  static var takesSeveral: Bool { get }

  /// The value of all that was given for a parameter, which is one thing unless ``takesSeveral``.
  static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Self
}

extension ScriptConvertible {
  /// No words can be listed.
  public static func candidates(in context: CommandContext) -> [Candidate] { [] }

  /// Words are not paths.
  public static var paths: PathKind? { nil }

  /// Swift's own description.
  public static func spelling(of value: Self) -> String { String(describing: value) }

  /// The parameter must be given.
  public static var absent: Self? { nil }

  /// One word makes one value.
  public static var takesSeveral: Bool { false }

  /// The value of the one word or value that was given.
  public static func gather(
    _ inputs: [ParameterInput], for parameter: ParameterDeclaration, in context: CommandContext
  ) throws -> Self {
    guard let input = inputs.last, inputs.count == 1 else {
      throw BindingFailure(.givenTwice(parameter), at: inputs.last?.place)
    }
    return try input.value(as: Self.self, for: parameter, in: context)
  }
}

/// A word that can stand somewhere on a line.
public struct Candidate: Hashable, Sendable {
  /// The word itself.
  public var text: String
  /// What it means, in a phrase; may be empty.
  public var summary: String

  /// A word and its meaning.
  public init(_ text: String, _ summary: String = "") {
    self.text = text
    self.summary = summary
  }
}

/// Which paths a parameter takes.
public enum PathKind: Hashable, Sendable {
  /// A file with one of these extensions, in lower case without the dot; an empty list means any.
  case file(extensions: [String])
  /// A folder.
  case folder
  /// A file or a folder.
  case any
}

/// Why a word or a value is not of a type.
public enum ReadingFailure: Error, Equatable {
  /// It is of another kind altogether; the message names the type and what was found.
  case mismatch
  /// It is nearly right: what is wrong with it, as a clause that follows "but", and what to write
  /// instead.
  case refused(String, help: String)
}
