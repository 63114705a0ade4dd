import Language

/// The commands of metrics, in the order of `help`.
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
