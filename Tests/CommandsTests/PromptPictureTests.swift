import Imaging
import Language
import Synchronization
import Testing

@testable import Commands

/// Keeps what it is given instead of drawing it.
private final class RecordingDisplay: PictureDisplay {
  private let shown = Mutex<[(size: [Int], limit: PictureLimit?)]>([])

  var sizes: [[Int]] { shown.withLock { $0.map(\.size) } }
  var limits: [PictureLimit?] { shown.withLock { $0.map(\.limit) } }

  func show(_ picture: RasterPicture, within limit: PictureLimit?) -> Bool {
    shown.withLock { $0.append(([picture.height, picture.width], limit)) }
    return true
  }
}

@Suite("Pictures at the prompt")
struct PromptPictureTests {
  private static let size = Size(height: 3, width: 5)

  private func session(_ output: MemorySink) -> Session {
    Session(
      registry: CommandRegistry(domainCommands), version: "1.2.3", output: output,
      messages: MemorySink())
  }

  @Test("a mask, a plane and an image are followed by a small picture where there is a display")
  func shown() throws {
    let output = MemorySink()
    let session = session(output)
    let display = RecordingDisplay()
    session.setPictureDisplay(display)
    try session.show(.object(MaskObject(Mask(size: Self.size, filled: true))))
    try session.show(.object(PlaneObject(Plane(size: Self.size))))
    try session.show(.object(ImageObject(Image(size: Self.size))))
    try session.show(.int(3))
    #expect(display.sizes == [[3, 5], [3, 5], [3, 5]])
    #expect(display.limits == [.small, .small, .medium])
    #expect(
      output.text == """
        mask, 3×5 pixels, 15 object (100.0 %)
        plane, 3×5 pixels, from 0.000 to 0.000
        image, 3×5 pixels
        3

        """)
  }

  @Test("without a display there is the line alone, and repr stays plain")
  func plain() throws {
    let output = MemorySink()
    let mask = Value.object(MaskObject(Mask(size: Self.size)))
    try session(output).show(mask)
    #expect(output.text == "mask, 3×5 pixels, 0 object (0.0 %)\n")
    #expect(mask.repr == "mask(3×5, area=0)")
  }
}
