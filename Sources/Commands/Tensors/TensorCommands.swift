import Language

/// The commands of tensors, in the order of `help`.
let tensorCommands: [any Command.Type] = [
  MakeTensor.self,
  TensorsZeros.self,
  TensorsOnes.self,
  TensorsFull.self,
  TensorsArange.self,
  TensorsEye.self,
  TensorsStack.self,
  TensorsConcatenate.self,
  TensorsWhere.self,
]
