import Language

/// The commands of models, in the order of `help`.
let modelCommands: [any Command.Type] = [
  ModelsGeodesic.self,
  ModelsGraphCut.self,
  ModelsRandomWalker.self,
  ModelsUnet.self,
  ModelsONNX.self,
  ModelsList.self,
]
