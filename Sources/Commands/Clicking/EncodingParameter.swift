import Clicking
import Language

/// A parameter that takes an encoding: one of the catalogue by its name, or an encoding.
struct EncodingParameter: ScriptConvertible {
  static let typeName = "encoding"
  let encoding: any Encoding

  static func read(_ word: String, in context: CommandContext) throws -> EncodingParameter {
    guard let entry = EncodingCatalogue.entries.first(where: { $0.name == word }) else {
      throw ReadingFailure.mismatch
    }
    return EncodingParameter(encoding: entry.encoding)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> EncodingParameter {
    if let name = value.asString { return try read(name, in: context) }
    guard let object = value.asObject(EncodingObject.self) else { throw ReadingFailure.mismatch }
    return EncodingParameter(encoding: object.encoding)
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    EncodingCatalogue.entries.map { Candidate($0.name, $0.summary) }
  }

  static func spelling(of value: EncodingParameter) -> String { value.encoding.name }
}
