import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Inspection")
struct InspectionTests {
  private func put(_ path: String, _ values: [UInt8]) throws {
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    let raster = Raster(
      size: Size(height: 1, width: values.count), channels: 1, bitDepth: 8, samples: .bytes(values))
    try Files.write(ImageFile.encodePNG(raster), to: path)
  }

  @Test(
    "what the values of a mask mean, in words",
    arguments: [
      ([0, 1, 2, 3] as [UInt8], "black to the eye, because the values are region ids"),
      ([0, 1, 1, 1], "black to the eye, but read as background and object"),
      ([0, 0, 0, 0], "all is background"),
      ([0, 255, 255, 0], "rule boundary128: grey values 0 and 255; above half is object"),
      ([0, 128, 255, 0], "above half is object, 128 is ignored"),
      ([0, 30, 200, 255], "2 pixels lie between black and white"),
      ((2...401).map { UInt8($0 / 2) }, "rule labels: grey values 1 to 200"),
    ])
  func meanings(values: [UInt8], words: String) throws {
    try withTemporaryFolder { folder in
      try put("\(folder)/a.png", values)
      let report = try MaskFolderReport(folder)
      #expect(report.advice.contains { $0.contains(words) }, "\(report.advice)")
      #expect(try MaskFileReport("\(folder)/a.png").advice.contains(words))
    }
  }

  @Test("a folder of masks: values with counts, sizes, empty files, files that cannot be read")
  func maskFolder() throws {
    try withTemporaryFolder { folder in
      try put("\(folder)/a.png", [0, 255])
      try put("\(folder)/b.png", [0, 0])
      try put("\(folder)/c.png", [255, 255, 0])
      try Files.write([1, 2, 3], to: "\(folder)/d.png")
      let report = try MaskFolderReport(folder)
      #expect(report.count == 3)
      #expect(report.values[0]?.pixels == 4)
      #expect(report.values[255]?.files == 2)
      #expect(report.sizes.count == 2)
      #expect(report.empty == ["b.png"])
      #expect(report.failures.map(\.name) == ["d.png"])
      #expect(report.pairs == nil)
      let same = try MaskFolderReport(folder).fingerprint
      #expect(same == report.fingerprint)
      try put("\(folder)/b.png", [0, 1])
      #expect(try MaskFolderReport(folder).fingerprint != same)
    }
  }

  @Test("a folder of masks beside its images: what does not fit together")
  func maskFolderOfDataset() throws {
    try withTemporaryFolder { folder in
      for name in ["a", "b"] { try put("\(folder)/images/\(name).png", [1]) }
      for name in ["b", "c"] { try put("\(folder)/masks/\(name).png", [255]) }
      let pairs = try #require(try MaskFolderReport("\(folder)/masks").pairs)
      #expect(pairs.imagesWithoutMask == ["a.png"] && pairs.masksWithoutImage == ["c.png"])
      #expect(try MaskFolderReport("\(folder)/images").pairs == nil)
    }
  }

  @Test("a data set: failures, empties, areas, fingerprint; the same for any number of threads")
  func dataset() throws {
    try withTemporaryFolder { folder in
      for (name, values) in [("a", [255, 255, 0]), ("b", [0, 0, 0]), ("c", [128, 255, 0])]
        as [(String, [UInt8])]
      {
        try put("\(folder)/images/\(name).png", [1, 2, 3])
        try put("\(folder)/masks/\(name).png", values)
      }
      try put("\(folder)/images/d.png", [1, 2])
      try put("\(folder)/masks/d.png", [255, 0, 0])
      let data = try DatasetFolder.open(folder)
      let report = try DatasetReport(of: data)
      #expect(report.count == 4)
      #expect(report.failures.map(\.id) == ["d"])
      #expect(report.empty == ["b"])
      #expect(report.areas == [0, 1, 2])
      #expect(report.area(atShare: 0.5) == 1)
      #expect(report.pixels.ignored == 1 && report.pixels.all == 9)
      #expect(try DatasetReport(of: data, threads: 1).fingerprint == report.fingerprint)
      let error = #expect(throws: SampleError.self) {
        try DatasetReport(of: data, skipsBad: false)
      }
      #expect(error?.id == "d" && error?.reason is DatasetError)
    }
  }

  @Test("names that do not fit together, and what is known to be wrong before loading")
  func pairs() throws {
    try withTemporaryFolder { folder in
      for name in ["a", "b"] { try put("\(folder)/images/\(name).png", [1]) }
      for name in ["a", "x"] { try put("\(folder)/masks/\(name).png", [255]) }
      let report = try PairReport(images: "\(folder)/images", masks: "\(folder)/masks")
      #expect(report.imagesWithoutMask == ["b.png"])
      #expect(report.masksWithoutImage == ["x.png"])
      let data = try DatasetFolder.open(folder, checks: false)
      #expect(data.count == 2)
      #expect(throws: DatasetError.self) { try data.check() }
      #expect(throws: DatasetError.self) { try EvaluationDataset(data) }
      #expect(try EvaluationDataset(data, checks: false).load(at: 0).objects.count == 1)
    }
  }

  @Test("the fingerprint is that of the evaluation's objects")
  func fingerprint() throws {
    let data = try FolderDataset.davis(RecordedDatasets.path("davis"))
    #expect(try DatasetReport(of: data).fingerprint == EvaluationDataset(data).fingerprint())
  }
}
