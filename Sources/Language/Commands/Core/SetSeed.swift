/// Sets the seed of every random draw.
struct SetSeed: Command {
  static let name = "set_seed"
  static let summary = "Set the seed from which every random draw derives."
  static let discussion = """
    The same seed gives the same results, whatever the order of work and the number of threads. A session begins \
    with seed 0, or with that of `segue --seed N`.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("set_seed 7", prints: "")]

  @Argument("the seed", in: 0...) var seed: Int

  func run(_ context: CommandContext) throws -> Value {
    context.session.rootSeed = UInt64(seed)
    return .none
  }
}
