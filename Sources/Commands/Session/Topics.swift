import Language

extension CommandTopic {
  static let evaluation = CommandTopic("Evaluation")
  static let looking = CommandTopic("Opening and looking")
  static let datasets = CommandTopic("Data sets")
  static let selectors = CommandTopic("Region selectors")
  static let transforms = CommandTopic("Transforms")
  static let robots = CommandTopic("Robots")
  static let models = CommandTopic("Models")
  static let metrics = CommandTopic("Metrics")
  static let tensors = CommandTopic("Tensors")
}
