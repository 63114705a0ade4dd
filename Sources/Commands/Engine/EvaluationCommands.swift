import Language

/// The commands of evaluation, in the order of `help`.
let evaluationCommands: [any Command.Type] = [
  Evaluate.self,
  Predict.self,
  Score.self,
  Compare.self,
  ReportCommand.self,
]
