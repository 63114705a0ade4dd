import Language

/// The commands of looking at things, in the order of `help`.
let lookingCommands: [any Command.Type] = [
  Open.self,
  Show.self,
  Save.self,
  MaskOf.self,
  Inspect.self,
]
