public import Language

/// The commands of the domain, area by area, in the order of `help`.
public let domainCommands: [any Command.Type] =
  evaluationCommands + lookingCommands + datasetCommands + selectorCommands + transformCommands
  + robotCommands + modelCommands + metricCommands + tensorCommands

let evaluationCommands: [any Command.Type] = [
  Evaluate.self,
  Predict.self,
  Score.self,
  Compare.self,
  ReportCommand.self,
]

let lookingCommands: [any Command.Type] = [Open.self, Show.self, Save.self, MaskOf.self]

let datasetCommands: [any Command.Type] = [
  DatasetsSynthetic.self,
  DatasetsFolder.self,
  Regions.self,
]

let selectorCommands: [any Command.Type] = [
  SelectorsDummy.self,
  SelectorsRandomSingle.self,
  SelectorsRandomClass.self,
  SelectorsRandomConnectedRegion.self,
  SelectorsRandomMerge.self,
  SelectorsBackground.self,
  SelectorsBiggestRegion.self,
  SelectorsById.self,
  SelectorsByArea.self,
  SelectorsThings.self,
  SelectorsStuff.self,
  SelectorsParents.self,
  SelectorsChildren.self,
  SelectorsRoots.self,
  SelectorsLeaves.self,
  SelectorsHierarchical.self,
  SelectorsMixture.self,
]

let transformCommands: [any Command.Type] = [
  TransformsCompose.self,
  TransformsOneOf.self,
  TransformsResize.self,
  TransformsUniformRandomResize.self,
  TransformsRandomScale.self,
  TransformsLongestMaxSize.self,
  TransformsSmallestMaxSize.self,
  TransformsCrop.self,
  TransformsCenterCrop.self,
  TransformsRandomCrop.self,
  TransformsCropNonEmptyMaskIfExists.self,
  TransformsRandomObjectCrop.self,
  TransformsZoomIn.self,
  TransformsPadIfNeeded.self,
  TransformsHorizontalFlip.self,
  TransformsVerticalFlip.self,
  TransformsTranspose.self,
  TransformsFlip.self,
  TransformsRandomRotate90.self,
  TransformsSquareSymmetry.self,
  TransformsShiftScaleRotate.self,
  TransformsRotate.self,
  TransformsRandomBrightnessContrast.self,
  TransformsRandomBrightness.self,
  TransformsRandomContrast.self,
  TransformsRgbShift.self,
  TransformsHueSaturationValue.self,
  TransformsRandomGamma.self,
  TransformsBlur.self,
  TransformsMedianBlur.self,
  TransformsGaussianBlur.self,
  TransformsGaussNoise.self,
  TransformsIsoNoise.self,
  TransformsImageCompression.self,
  TransformsChannelShuffle.self,
  TransformsToGray.self,
  TransformsCopyPaste.self,
  TransformsNormalize.self,
  TransformsMinMaxStretch.self,
]

let robotCommands: [any Command.Type] = [
  RobotsCenter.self, RobotsRandomFalse.self, ClickCommand.self,
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
