public import Language

/// The commands of the domain, area by area, in the order of `help`.
public let domainCommands: [any Command.Type] =
  evaluationCommands + lookingCommands + datasetCommands + robotCommands + encodingCommands
  + modelCommands + metricCommands + tensorCommands

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
  RobotsCenter.self,
  RobotsRITM.self,
  RobotsGTO99.self,
  RobotsCenterLargestFalse.self,
  RobotsRandom.self,
  RobotsRandomFalse.self,
  RobotsRandomLargestFalse.self,
  RobotsDistance.self,
  RobotsDistanceMemory.self,
  RobotsSampled.self,
  RobotsClickingGroup.self,
  RobotsRITMNext.self,
  RobotsRITMTraining.self,
  RobotsBorder.self,
  RobotsInner.self,
  RobotsCenterWeighted.self,
  RobotsUniform.self,
  RobotsStratified.self,
  RobotsNone.self,
  RobotsStartingWith.self,
  RobotsMixture.self,
  RobotsBestOf.self,
  RobotsWorstOf.self,
  RobotsReplay.self,
  ClickCommand.self,
]

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

let modelCommands: [any Command.Type] = [
  ModelsGeodesic.self, ModelsGraphCut.self, ModelsRandomWalker.self,
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
