import Imaging
import Language
import Layers
import Models

/// The members that a model over a network has besides those of every model.
enum NetworkMembers {
  static let list = [
    Member("parameter_count", "how many numbers the network learns"),
    Member("layers", "the paths of the layers whose activations can be looked at"),
    Member("summary", "summary(height, width): layers, shapes, kernels and times"),
    Member("activation", "activation(layer, image): what a layer gives before the first click"),
  ]

  static func value(_ name: String, of model: any NetworkHolding) -> Value? {
    switch name {
    case "parameter_count": return .int(learntCount(in: model.state))
    case "layers": return .list(model.graph.layerPaths.map { .string($0) })
    case "summary":
      return .function(name, "height=480, width=640", "layers, shapes, kernels and times") { call in
        let height = call.optional(0)?.asInt ?? 480
        let width = call.optional(1)?.asInt ?? 640
        guard (1...8192).contains(height), (1...8192).contains(width) else {
          throw Diagnostic(.value, "summary takes a height and a width from 1 to 8192")
        }
        return .object(
          try SummaryObject(of: model, Size(height: height, width: width)))
      }
    case "activation":
      return .function(name, "layer, image", "what a layer gives before the first click") { call in
        guard let layer = call[0].asString, let image = call[1].asObject(ImageObject.self) else {
          throw Diagnostic(.type, "activation takes the path of a layer and an image")
        }
        return .object(try ActivationObject(of: model, layer: layer, image: image.image))
      }
    default: return nil
    }
  }
}

extension NetworkMembers {
  /// The floating-point numbers of a state without the statistics that norms keep.
  private static func learntCount(in state: [NamedArray]) -> Int {
    state.reduce(0) { sum, entry in
      let isKept = entry.name.hasSuffix("running_mean") || entry.name.hasSuffix("running_var")
      return entry.array.kind != .float || isKept ? sum : sum + entry.array.count
    }
  }
}

extension Graph {
  /// The modules that can be looked at, in the order of execution.
  var layerPaths: [String] {
    moduleOutputs.filter { !$0.key.isEmpty }
      .sorted { ($0.value, $0.key.count, $0.key) < ($1.value, $1.key.count, $1.key) }
      .map(\.key)
  }
}
