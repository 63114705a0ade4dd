import Imaging
import TestSupport
import Testing

@Suite("Picture files")
struct ImageFileTests {
  @Test("a photograph, its size and its samples are read by content")
  func readsJPEG() throws {
    guard Shared.isPresent else { return }
    let path = Shared.path("data/grabcut/data_GT/banana1.jpg")
    let image = try ImageFile.read(path)
    #expect(image.size == (try ImageFile.readSize(path)))
    #expect(try ImageFile.readRaster(path).image == image)
  }
}
