/// The commands of the language itself, in the order of `help`.
public let coreCommands: [any Command.Type] = [
  Help.self,
  CheckScript.self,
  SetSeed.self,
  History.self,
  SessionCommand.self,
  Completions.self,
  Version.self,
]
