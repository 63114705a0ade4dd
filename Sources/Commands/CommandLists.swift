public import Language

/// The commands of the domain, area by area, in the order of `help`.
public let domainCommands: [any Command.Type] =
  evaluationCommands + lookingCommands + datasetCommands + selectorCommands + transformCommands
  + shapeCommands + robotCommands + encodingCommands + modelCommands + metricCommands
  + tensorCommands
