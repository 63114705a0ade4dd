/// The namespace `json`.
func makeJSONModule() -> ModuleObject {
  let module = ModuleObject("json", summary: "values as JSON text, and back")
  let functions: [BuiltinFunction] = [
    BuiltinFunction("encode", "x, /", "the value as JSON text in one line") { call in
      var encoder = JSONEncoder()
      try encoder.encode(call[0], path: "value", depth: 0)
      return try Value(checkedUTF8: encoder.bytes)
    },
    BuiltinFunction(
      "decode", "text, default=None, /",
      "the value of JSON text; default, if given, where it is invalid"
    ) {
      call in
      let text = try call.stringObject(0, "text")
      do {
        var decoder = JSONDecoder(text.buffer)
        return try decoder.decodeAll()
      } catch let error as Diagnostic where error.kind == .value {
        guard let value = call.optional(1) else { throw error }
        return value
      }
    },
    BuiltinFunction(
      "indent", "text, /, *, prefix=\"\", indent=\"\\t\"", "JSON text over several lines"
    ) {
      call in
      let text = try call.stringObject(0, "text")
      let prefix = call.optional(1) == nil ? "" : try call.string(1, "prefix")
      let indent = call.optional(2) == nil ? "\t" : try call.string(2, "indent")
      var decoder = JSONDecoder(text.buffer)
      _ = try decoder.decodeAll()
      return try Value(checkedUTF8: JSONIndenter.indent(text.buffer, prefix, indent))
    },
  ]
  for function in functions {
    module.define(function.name, Value(function), summary: function.summary)
  }
  return module
}

/// How deeply JSON may be nested.
let greatestJSONDepth = 1000
