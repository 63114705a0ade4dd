import Basics
import Datasets
import Imaging
import Language

/// A script's function as a region selector: `f(sample)`, `f(sample, seed)`, or the seed's
/// `f(image, layers, info)`.
///
/// It returns a mask, or `None` where the sample has no region to choose.
struct ScriptSelector: RegionSelector {
  /// What the function is called with.
  enum Form: Sendable {
    case sample, sampleAndSeed, seedForm

    /// By the number of parameters.
    init?(_ parameterCount: Int) {
      guard (1...3).contains(parameterCount) else { return nil }
      self = [.sample, .sampleAndSeed, .seedForm][parameterCount - 1]
    }
  }

  let name: String
  let function: Value
  var caller: ScriptCaller
  let form: Form

  func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let result = try caller.call(function, try arguments(sample, key))
    if result.isNone {
      throw SelectorError.noRegion(
        selector: name, sample: sample.info.id, lack: .regions(wanted: 1, found: 0))
    }
    let mask: Mask
    if let object = result.asObject(MaskObject.self) {
      mask = object.mask
    } else if let plane = result.asObject(PlaneObject.self)?.plane {
      mask = plane.thresholded()
    } else {
      throw Diagnostic(
        .type, "the selector '\(name)' must return a mask or None, got \(result.typeName)")
    }
    guard mask.size == sample.image.size else {
      throw Diagnostic(
        .shape,
        "the selector '\(name)' returned a mask of \(mask.size) for an image of \(sample.image.size)"
      )
    }
    return RegionSelection(target: mask)
  }

  private func arguments(_ sample: SegSample, _ key: RandomKey) throws -> [Value] {
    switch form {
    case .sample: return [.object(try SampleObject(sample))]
    case .sampleAndSeed:
      var random = key.generator()
      return [.object(try SampleObject(sample)), .int(Int(random.next() >> 11))]
    case .seedForm:
      let layers = sample.layers.map { layer in
        Value.object(PlaneObject(Plane(size: layer.size, values: layer.ids.map { Float($0) })))
      }
      return [.object(ImageObject(sample.image)), .list(layers), sample.info.record]
    }
  }
}
