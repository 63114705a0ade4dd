import Datasets
import Imaging
import Language
import Models

/// Inspects a network of the script: its steps, or what one layer gives for a picture.
enum NetworkInspector {
  /// - Parameters:
  ///   - layer: the module path of the layer that is looked at; the steps are listed where `nil`.
  ///   - image: the picture; one of the built-in data set where `nil`.
  static func report(
    of network: any NetworkHolding, layer: String?, on image: Image?
  ) throws -> Value {
    let picture = try image ?? SyntheticDataset(count: 1, size: usualSize).sample(at: 0).image
    guard let layer else { return .object(try SummaryObject(of: network, picture.size)) }
    return .object(try ActivationObject(of: network, layer: layer, image: picture))
  }

  private static let usualSize = Size(height: 224, width: 224)
}

/// A parameter that takes a network of the script alone, and no path.
struct NetworkObjectParameter: ScriptConvertible {
  static let typeName = "network"
  let network: any NetworkHolding

  static func read(_ word: String, in context: CommandContext) throws -> NetworkObjectParameter {
    throw ReadingFailure.mismatch
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> NetworkObjectParameter {
    guard let model = value.asObject(ModelObject.self)?.model else { throw ReadingFailure.mismatch }
    guard let network = model as? any NetworkHolding else {
      throw ReadingFailure.refused(
        "the model '\(model.name)' is no network", help: "inspect looks into networks")
    }
    return NetworkObjectParameter(network: network)
  }
}
