import Glibc

/// An affine map of the plane: (x, y) ↦ (a·x + b·y + c, d·x + e·y + f), x to the right, y down, both in
/// pixels between centres.
public struct Affine: Hashable, Sendable {
  /// The factors of x, of y, and the constant, for the new x.
  public var x: SIMD3<Double>
  /// The factors of x, of y, and the constant, for the new y.
  public var y: SIMD3<Double>

  /// A map by its two rows.
  public init(x: SIMD3<Double>, y: SIMD3<Double>) {
    self.x = x
    self.y = y
  }

  /// Scales and turns about the centre of a picture, and then shifts it: albumentations' `Affine`
  /// without shear, and OpenCV's `getRotationMatrix2D` with a shift.
  ///
  /// - Parameters:
  ///   - size: the picture's size; its centre is ((width − 1) / 2, (height − 1) / 2).
  ///   - scale: how much larger what is seen becomes, positive.
  ///   - degrees: how far it is turned, counterclockwise.
  ///   - shift: by how many pixels it moves, to the right and down.
  public init(
    about size: Size, scale: Double = 1, degrees: Double = 0, shift: (x: Double, y: Double) = (0, 0)
  ) {
    let angle = degrees * .pi / 180
    let (cosine, sine) = (scale * cos(angle), scale * sin(angle))
    let (centerX, centerY) = (Double(size.width) / 2 - 0.5, Double(size.height) / 2 - 0.5)
    x = SIMD3(cosine, sine, centerX + shift.x - cosine * centerX - sine * centerY)
    y = SIMD3(-sine, cosine, centerY + shift.y + sine * centerX - cosine * centerY)
  }

  /// The map back; `nil` where the plane is squeezed onto a line, or to less than 10⁻¹² of its size.
  public var inverse: Affine? {
    let determinant = x[0] * y[1] - x[1] * y[0]
    guard determinant != 0 else { return nil }
    let (a, b) = (y[1] / determinant, -x[1] / determinant)
    let (d, e) = (-y[0] / determinant, x[0] / determinant)
    let (c, f) = (-a * x[2] - b * y[2], -d * x[2] - e * y[2])
    guard [a, b, c, d, e, f].allSatisfy({ abs($0) < 1e12 }) else { return nil }
    return Affine(x: SIMD3(a, b, c), y: SIMD3(d, e, f))
  }

  /// Whether every point stays.
  public var isIdentity: Bool { x == SIMD3(1, 0, 0) && y == SIMD3(0, 1, 0) }
}
