public import Language

/// The commands of the domain, area by area, in the order of `help`.
public let domainCommands: [any Command.Type] =
  evaluationCommands + lookingCommands + datasetCommands + robotCommands + modelCommands
  + metricCommands + tensorCommands

let evaluationCommands: [any Command.Type] = [
  Evaluate.self,
  Predict.self,
  Score.self,
  Compare.self,
  ReportCommand.self,
]

let lookingCommands: [any Command.Type] = [Open.self, Show.self, Save.self, MaskOf.self]

let datasetCommands: [any Command.Type] = [DatasetsSynthetic.self, DatasetsFolder.self]

let robotCommands: [any Command.Type] = [
  RobotsCenter.self, RobotsRandomFalse.self, ClickCommand.self,
]

let modelCommands: [any Command.Type] = [
  ModelsGeodesic.self,
  ModelsGraphCut.self,
  ModelsRandomWalker.self,
  ModelsONNX.self,
  Inspect.self,
]

let metricCommands: [any Command.Type] = [
  MetricsIoU.self,
  MetricsAccuracy.self,
  MetricsPrecision.self,
  MetricsRecall.self,
  MetricsF.self,
  MetricsDice.self,
  MetricsBoundaryIoU.self,
  MetricsASSD.self,
  MetricsHausdorff.self,
  MetricsDAVIS.self,
  MetricsInterval.self,
  MetricsRobustness.self,
]

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
