import Basics
import Testing

@testable import Imaging

@Suite("Noise")
struct NoiseTests {
  private func random() -> KeyedRandom { RandomKey(root: 7, purpose: "test").generator() }

  @Test("Gaussian noise has its mean, its deviation and a normal's kurtosis")
  func moments() {
    var image = Image(size: Size(height: 120, width: 120), filledWith: Color(128, 128, 128))
    var random = random()
    image.addNoise(mean: 3, deviation: 20, using: &random)
    let values = image.bytes.map { Double($0) - 131 }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let fourth = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) }
    // Six standard errors of 43,200 numbers; rounding to bytes adds 1/12 to the variance.
    #expect(abs(mean) < 6 * 20 / count.squareRoot())
    #expect(abs(variance - 400 - 1 / 12) < 6 * 400 * (2 / count).squareRoot())
    #expect(abs(fourth / count / (variance * variance) - 3) < 6 * (24 / count).squareRoot())
  }

  @Test("noise that channels share keeps grey grey")
  func shared() {
    var image = Image(size: Size(height: 8, width: 8), filledWith: Color(90, 90, 90))
    var random = random()
    image.addNoise(mean: 0, deviation: 30, perChannel: false, using: &random)
    #expect(Set(image.bytes).count > 10)
    for start in stride(from: 0, to: image.bytes.count, by: 3) {
      #expect(Set(image.bytes[start..<start + 3]).count == 1)
    }
  }

  @Test("sensor noise brightens, and leaves one colour alone, whose lightness does not vary")
  func sensor() {
    let size = Size(height: 64, width: 64)
    let flat = Image(size: size, filledWith: Color(100, 100, 100))
    var (same, random) = (flat, random())
    same.addSensorNoise(colorShift: 0.05, intensity: 0.5, using: &random)
    #expect(same == flat)
    let image = Image(size: size, bytes: (0..<3 * size.count).map { UInt8($0 * 7 % 251) })
    var noisy = image
    noisy.addSensorNoise(colorShift: 0, intensity: 1, using: &random)
    #expect(noisy.meanSample > image.meanSample)
  }
}
