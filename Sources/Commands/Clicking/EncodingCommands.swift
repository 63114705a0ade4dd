import Language

/// The commands of encodings of clicks, in the order of `help`.
let encodingCommands: [any Command.Type] = [
  EncodingsDisks.self,
  EncodingsPixels.self,
  EncodingsDistanceTanh.self,
  EncodingsDistanceClipped.self,
  EncodingsGaussians.self,
  EncodingsGTO99.self,
  EncodingsDisksByOrder.self,
  EncodingsPrevious.self,
  EncodingsSigned.self,
  EncodingsStack.self,
  EncodingsRITM.self,
]
