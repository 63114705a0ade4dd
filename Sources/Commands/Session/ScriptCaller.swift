import Clicking
import Datasets
import Language
import Models

/// How a script's function is called by the engine: as by the script, or on several threads at once.
struct ScriptCaller: Sendable {
  private let interpreter: Interpreter
  /// On several threads what the function captures is frozen; alone it may change it.
  private var isParallel: Bool

  init(_ interpreter: Interpreter, isParallel: Bool = false) {
    self.interpreter = interpreter
    self.isParallel = isParallel
  }

  func call(_ function: Value, _ arguments: [Value]) throws -> Value {
    isParallel
      ? try interpreter.callInParallel(function, arguments)
      : try interpreter.call(function, arguments)
  }

  /// The model as it is called by this many jobs at once; only a script's function makes a difference.
  static func prepared(_ model: any IISModel, jobs: Int) -> any IISModel {
    guard var script = model as? ScriptModel else { return model }
    script.caller.isParallel = jobs > 1
    return script
  }

  /// The robot as it is called by this many jobs at once, and the robots that it is made of.
  static func prepared(_ robot: any Robot, jobs: Int) -> any Robot {
    guard var script = robot as? ScriptRobot else {
      return robot.replacingParts { prepared($0, jobs: jobs) }
    }
    script.caller.isParallel = jobs > 1
    return script
  }

  /// Regions as several threads load them at once.
  static func prepared(_ regions: RegionDatasetWithInfo) throws -> RegionDatasetWithInfo {
    RegionDatasetWithInfo(
      regions.dataset, selector: try prepared(regions.selector),
      transform: try regions.transform.map(prepared), seed: regions.seed,
      withNeighbours: regions.withNeighbours)
  }

  private static func prepared(_ selector: any RegionSelector) throws -> any RegionSelector {
    if var script = selector as? ScriptSelector {
      script.caller.isParallel = true
      return script
    }
    guard let mixture = selector as? SelectorMixture else { return selector }
    return try SelectorMixture(
      mixture.choices.map { (selector: try prepared($0.selector), weight: $0.weight) })
  }

  private static func prepared(_ transform: any Transform) throws -> any Transform {
    switch transform {
    case var script as ScriptTransform:
      script.caller.isParallel = true
      return script
    case let parts as Compose: return try Compose(parts.transforms.map(prepared), p: parts.p)
    case let parts as OneOf: return try OneOf(parts.transforms.map(prepared), p: parts.p)
    case let paste as CopyPaste:
      return try CopyPaste(
        from: paste.dataset, selector: prepared(paste.selector), scaleRange: paste.scaleRange,
        flipProbability: paste.flipProbability, joinsTarget: paste.joinsTarget, p: paste.p)
    default: return transform
    }
  }
}
