import Clicking
public import Imaging

/// An image with what an annotation or an inference says drawn over it.
public enum Overlays {
  /// The image with its target outlined; ignored pixels are veiled.
  public static func target(_ target: Mask, over image: Image) throws(SizesDiffer) -> Image {
    var picture = image
    try picture.drawIgnored(of: target)
    try picture.drawOutline(of: target, width: 2)
    return picture
  }

  /// The image with a step's mask, the target's outline and the clicks, the newest one emphasised.
  public static func step(
    _ step: InferenceStep, target: Mask, over image: Image
  ) throws(SizesDiffer) -> Image {
    var picture = image
    try picture.drawMask(step.mask)
    try picture.drawOutline(of: target)
    let newest = step.clicks.interactions.last ?? []
    for click in step.clicks.all {
      picture.drawClick(
        at: click.pixel, isPositive: click.isPositive, isNewest: newest.contains(click))
    }
    return picture
  }
}
