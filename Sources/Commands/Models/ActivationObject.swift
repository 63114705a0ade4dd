import Basics
import Imaging
import Language
import Layers
import Models
import Tensors

/// What one layer of a network gives for a picture: statistics, and its channels as pictures.
final class ActivationObject: ScriptObject, PicturedObject {
  private let layer: String
  private let tensor: Tensor

  /// Computes the layer's output before the first click, on the network without fusions.
  init(of model: any NetworkHolding, layer: String, image: Image) throws {
    let graph = model.graph
    guard graph.output(ofModule: layer) != nil else {
      let paths = graph.layerPaths
      throw Diagnostic(
        .key, "the network has no layer '\(layer)'",
        hint: Suggestions.nearest(to: layer, among: paths).first.map { "did you mean '\($0)'?" },
        help: Self.outermost(of: paths))
    }
    let inputs = try model.firstInputs(for: image)
    guard case .floats(let tensor) = try GraphInterpreter(graph).activation(of: layer, inputs)
    else {
      throw Diagnostic(.value, "the layer '\(layer)' gives no real numbers")
    }
    (self.layer, self.tensor) = (layer, tensor)
  }

  private static func outermost(of paths: [String]) -> String {
    let outermost = paths.filter { $0.split(separator: ".").count <= 2 }
    return outermost.isEmpty
      ? "the network's file names no layers"
      : "the outermost are " + outermost.prefix(12).joined(separator: ", ")
  }

  var typeName: String { "activation" }
  var repr: String {
    "activation(\(layer), \(tensor.shape.map(String.init).joined(separator: "×")))"
  }
  var promptPicture: PictureLimit? { .medium }

  func preview(columns: Int) -> String {
    let (mean, deviation) = moments
    return "\(repr): mean \(mean.fixed(4)), deviation \(deviation.fixed(4)), "
      + "from \(Double(tensor.min() ?? .nan).fixed(4)) to \(Double(tensor.max() ?? .nan).fixed(4))"
  }

  var members: [Member] {
    [
      Member("layer", "the layer's path"), Member("shape", "(batch, channels, height, width)"),
      Member("mean", "the mean of all numbers"), Member("std", "their standard deviation"),
      Member("min", "the smallest"), Member("max", "the largest"),
      Member("channel", "channel(i): one channel as a plane, spread from 0 to 1"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "layer": return .string(layer)
    case "shape": return .tuple(tensor.shape.map { .int($0) })
    case "mean": return .float(moments.mean)
    case "std": return .float(moments.deviation)
    case "min": return .float(Double(tensor.min() ?? .nan))
    case "max": return .float(Double(tensor.max() ?? .nan))
    case "channel":
      return .function(name, "i", "one channel as a plane") { [planes] call in
        guard let index = call[0].asInt, planes.indices.contains(index) else {
          throw Diagnostic(.index, "the layer has \(planes.count) channels")
        }
        return .object(PlaneObject(planes[index]))
      }
    default: return nil
    }
  }

  /// The first channels side by side, each in its own range, as a heat map.
  func picture() throws -> RasterPicture {
    let panels = planes.prefix(16).enumerated().map { index, plane in
      Montage.Panel(Self.enlarged(plane).heatMap(nil), caption: "\(index)")
    }
    guard !panels.isEmpty else {
      throw Diagnostic(.value, "the layer '\(layer)' gives no pictures")
    }
    return RasterPicture(Montage(Array(panels), columns: 4).draw())
  }

  /// The channels of the first picture.
  private var planes: [Plane] {
    guard tensor.rank == 4, tensor.shape[0] > 0 else { return [] }
    let size = Size(height: tensor.shape[2], width: tensor.shape[3])
    return tensor.withUnsafeElements { elements in
      (0..<tensor.shape[1]).map { channel in
        Plane(
          size: size, values: Array(elements[channel * size.count..<(channel + 1) * size.count]))
      }
    }
  }

  /// Whole pixels, repeated until a side has about a hundred.
  private static func enlarged(_ plane: Plane) -> Plane {
    let factor = max(1, 96 / max(plane.size.height, plane.size.width, 1))
    let size = Size(height: plane.size.height * factor, width: plane.size.width * factor)
    var values: [Float] = []
    values.reserveCapacity(size.count)
    for row in 0..<size.height {
      let start = row / factor * plane.size.width
      for column in 0..<size.width { values.append(plane.values[start + column / factor]) }
    }
    return Plane(size: size, values: values)
  }

  private var moments: (mean: Double, deviation: Double) {
    tensor.withUnsafeElements { elements in
      let count = Double(max(elements.count, 1))
      let mean = elements.reduce(0) { $0 + Double($1) } / count
      let squares = elements.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      return (mean, (squares / count).squareRoot())
    }
  }
}
