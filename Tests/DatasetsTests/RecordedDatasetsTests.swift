import Basics
import Imaging
import Testing

@testable import Datasets

@Suite("Data sets as independent software wrote them")
struct RecordedDatasetsTests {
  typealias Recorded = RecordedDatasets

  @Test("SBD: instances and classes of compressed and plain MATLAB files")
  func sbd() throws {
    let folder = Recorded.path("sbd")
    let expected = try Recorded.expected("sbd")
    let data = try SBDDataset(folder)
    #expect((0..<data.count).map { data.id(at: $0) } == ["2008_000001", "2008_000002"])
    for index in 0..<data.count {
      let (sample, facts) = (try data.sample(at: index), expected[data.id(at: index)])
      try Recorded.expectRegions(of: sample.layers[0], facts?["objects"])
      #expect(
        sample.regions.map(\.categoryID)
          == sample.regions.map { facts?["classes"]?[Int($0.region.id) - 1]?.integer })
      #expect(sample.targets == sample.regions.map(\.region))
      let classes = try SBDDataset(folder, annotation: .classes).sample(at: index)
      try Recorded.expectRegions(of: classes.layers[0], facts?["cls"])
    }
  }

  @Test("SBD: the training part is without instances that fill less than 8 % of their box")
  func sbdFill() throws {
    let folder = Recorded.path("sbd")
    let train = try SBDDataset(folder, split: "train").sample(at: 0)
    let all = try SBDDataset(folder, split: "train", minimumFill: 0).sample(at: 0)
    let filled = try Recorded.expected("sbd")["2008_000002"]?["filled"]?.array?.map(\.integer)
    #expect(all.layers[0].presentIDs.contains(5))
    #expect(train.regions.map { Int($0.region.id) } == filled)
    #expect(train.layers[0].presentIDs.filter { $0 != 0 }.map { Int($0) } == filled)
    #expect(
      throws: DatasetError.unknownSplit("tset", of: "SBD", in: folder, known: ["train", "val"])
    ) { try SBDDataset(folder, split: "tset") }
  }

  @Test("BSDS500: a layer a person, from a cell array")
  func bsds() throws {
    let sample = try BSDSDataset(Recorded.path("bsds")).sample(at: 0)
    let expected = try Recorded.expected("bsds")["100007"]
    #expect(sample.layers.count == 2)
    #expect(sample.targets == nil)
    for (layer, facts) in zip(sample.layers, expected?.array ?? []) {
      try Recorded.expectRegions(of: layer, facts)
    }
  }

  @Test("COCO: polygons and run lengths to the pixel as pycocotools draws them")
  func coco() throws {
    let expected = try Recorded.expected("coco")
    let data = try COCODataset.coco(Recorded.path("coco"))
    #expect((0..<data.count).map { data.id(at: $0) } == ["000000000007", "000000000008"])
    var seen = 0
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      for region in sample.regions {
        let facts = expected["\(try #require(region.sourceID))"]
        Recorded.expect(
          try sample.region(region.region), facts, "annotation \(region.sourceID ?? 0)")
        #expect(region.isCrowd == (facts?["crowd"]?.integer == 1))
        #expect(region.category == facts?["category"]?.string)
        #expect(sample.targets?.contains(region.region) == !region.isCrowd)
        seen += 1
      }
    }
    let empty = expected.object?.members.filter { $0.value["area"]?.integer == 0 }.count ?? 0
    #expect(seen + empty == expected.object?.keys.count)
  }

  @Test(
    "outlines with rounded corners to the pixel as OpenCV fills them, which is how RITM draws LVIS")
  func roundedPolygons() throws {
    let cases = try #require(try Recorded.expected("rounded_polygons").array)
    #expect(cases.count == 60)
    for (number, fact) in cases.enumerated() {
      let size = Size(
        height: try #require(fact["height"]?.integer), width: try #require(fact["width"]?.integer))
      var mask = Mask(size: size)
      let outline = try #require(fact["outline"]?.array).compactMap(\.number)
      RoundedPolygon(coordinates: outline).draw(into: &mask)
      Recorded.expect(mask, fact, "outline \(number)")
    }
  }

  @Test("LVIS: objects that lie mostly on others, or that cover most of another, may be left out")
  func overlap() throws {
    let folder = Recorded.path("lvis_data")
    let all = try COCODataset.lvis(folder)
    for (limit, index) in [(0.5, 0), (0, 0), (0.5, 1), (0, 1)] where index < all.count {
      let sample = try all.sample(at: index)
      // As RITM reads LVIS: a map of the last object at each pixel, and the objects' whole areas.
      var (kept, owners, areas) = ([Int?](), [Int: Int](), [Int: Int]())
      for (number, region) in sample.regions.enumerated() {
        let codes = try sample.region(region.region).codes
        let pixels = codes.indices.filter { codes[$0] == Mask.object }
        let below = Dictionary(grouping: pixels.compactMap { owners[$0] }) { $0 }
        let shares = below.map { Double($1.count) / Double(areas[$0, default: 1]) }
        let own = Double(pixels.filter { owners[$0] != nil }.count) / Double(pixels.count)
        if max(own, shares.max() ?? 0) > limit { continue }
        for pixel in pixels { owners[pixel] = number }
        areas[number] = pixels.count
        kept.append(region.sourceID)
      }
      let fewer = try COCODataset.lvis(folder, maxOverlap: limit).sample(at: index)
      #expect(fewer.regions.map(\.sourceID) == kept)
    }
  }

  @Test("LVIS: images by where they were published")
  func lvis() throws {
    let expected = try Recorded.expected("lvis_data")
    let data = try COCODataset.lvis(Recorded.path("lvis_data"))
    #expect(data.name == "LVIS")
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      for region in sample.regions {
        Recorded.expect(
          try sample.region(region.region), expected["\(try #require(region.sourceID))"])
      }
    }
  }

  @Test("COCO panoptic: segment numbers beyond 16 bits, things and stuff")
  func panoptic() throws {
    let expected = try Recorded.expected("panoptic")
    let sample = try COCOPanopticDataset(Recorded.path("panoptic")).sample(at: 0)
    #expect(sample.regions.count == 6)
    for region in sample.regions {
      Recorded.expect(
        try sample.region(region.region), expected["\(try #require(region.sourceID))"])
    }
    #expect(sample.regions[0].kind == .stuff)
    #expect(sample.regions[0].category == "sky")
    #expect(sample.regions.filter(\.isCrowd).map(\.sourceID) == [70000])
    #expect(sample.targets == nil)
  }

  @Test("COCO+LVIS: pickles of three protocols, the hierarchy, and stuff on demand")
  func cocoLVIS() throws {
    let expected = try Recorded.expected("coco_lvis")
    let (folder, data) = (
      Recorded.path("coco_lvis"), try COCOLVISDataset(Recorded.path("coco_lvis"))
    )
    #expect(
      (0..<data.count).map { data.id(at: $0) } == ["000000000030", "000000000034", "000000000036"])
    for index in 0..<data.count {
      let facts = expected[data.id(at: index)]?.array ?? []
      let sample = try COCOLVISDataset(folder, withStuff: true).sample(at: index)
      #expect(sample.regions.count == facts.count)
      for (region, fact) in zip(sample.regions, facts) {
        Recorded.expect(try sample.region(region.region), fact)
      }
      #expect(sample.regions.map(\.kind) == [.thing, .thing, .thing, .thing, .stuff, .stuff])
      #expect(sample.regions[0].children == [sample.regions[1].region, sample.regions[2].region])
      #expect(sample.regions[1].parent == sample.regions[0].region)
      let instances = try data.sample(at: index)
      #expect(instances.targets?.count == 4)
      #expect(!instances.layers[0].presentIDs.contains(4))
    }
  }

  @Test("Pascal VOC: objects with their classes, and the void band")
  func voc() throws {
    let facts = try Recorded.expected("voc")["2007_000032"]
    let sample = try PascalVOCDataset(Recorded.path("voc")).sample(at: 0)
    try Recorded.expectRegions(of: sample.layers[0], facts?["objects"])
    #expect(
      try sample.region(RegionReference(layer: 0, id: 1)).ignoredCount == facts?["void"]?.integer)
    #expect(sample.regions.map(\.category) == ["person", "car", "person"])
    let classes = try PascalVOCDataset(Recorded.path("voc"), annotation: .classes).sample(at: 0)
    try Recorded.expectRegions(of: classes.layers[0], facts?["classes"])
    #expect(classes.targets == nil)
  }

  @Test("Pascal VOC converted to grey or to RGB keeps its void and its objects apart")
  func vocConverted() {
    let ids: [UInt8] = [0, 1, 15, 255]
    let rgb = ids.flatMap { id -> [UInt8] in
      let color = Color.vocPalette[Int(id)]
      return [color.red, color.green, color.blue]
    }
    let size = Size(height: 1, width: 4)
    let colored = Raster(size: size, channels: 3, bitDepth: 8, samples: .bytes(rgb))
    #expect(MaskRule.voc.layer(of: colored).ids == [0, 1, 15, LabelMap.ignored])
    // OpenCV's grey of the palette: 38 for index 1, 220 for void.
    let grey = Raster(size: size, channels: 1, bitDepth: 8, samples: .bytes([0, 38, 147, 220]))
    #expect(MaskRule.voc.layer(of: grey).ids == [0, 38, 147, LabelMap.ignored])
  }

  @Test("DAVIS: objects of 2017, one object of 2016, each n-th frame")
  func davis() throws {
    let folder = Recorded.path("davis")
    let expected = try Recorded.expected("davis")
    let objects = try FolderDataset.davis(folder)
    #expect(objects.name == "DAVIS2017")
    #expect(objects.count == 5)
    for index in 0..<objects.count {
      try Recorded.expectRegions(
        of: objects.sample(at: index).layers[0], expected[objects.id(at: index)]?["objects"])
    }
    var options = DAVISOptions()
    options.year = 2016
    options.every = 2
    let union = try FolderDataset.davis(folder, options: options)
    #expect((0..<union.count).map { union.id(at: $0) } == ["bear/00000", "bear/00002"])
    let sample = try union.sample(at: 1)
    Recorded.expect(
      try sample.region(RegionReference(layer: 0, id: 1)), expected["bear/00002"]?["union"])
  }

  @Test(
    "GrabCut, Berkeley, COCO_MVal and two forms of DAVIS: one object an image, and what is ignored",
    arguments: [
      ("grabcut", ["a", "b.c"]), ("berkeley", ["a", "b.c"]), ("coco_mval", ["a", "b.c"]),
      ("davis_frames", ["bear_00000", "camel_00001"]),
      ("davis2016", ["bear/00000", "bear/00001"]),
    ])
  func binary(name: String, ids: [String]) throws {
    let (folder, expected) = (Recorded.path(name), try Recorded.expected(name))
    let data =
      name == "berkeley"
      ? try FolderDataset.berkeley(folder) : try DatasetFolder.open(folder)
    #expect((0..<data.count).map { data.id(at: $0) } == ids)
    for (index, id) in ids.enumerated() {
      let object = try EvaluationDataset(data).load(at: index).objects[0]
      Recorded.expect(object.target, expected[id]?["object"], "\(name) \(id)")
      // ClickSEG's rule for COCO_MVal ignores nothing.
      #expect(
        object.target.ignoredCount
          == (name == "coco_mval" ? 0 : expected[id]?["ignored"]?.integer))
    }
  }

  @Test(
    "a manifest: several masks an image, as a table and as lines of JSON",
    arguments: ["csv", "jsonl"])
  func manifest(ending: String) throws {
    let expected = try Recorded.expected("manifest")
    let data = try EvaluationDataset(
      FolderDataset.manifest(Recorded.path("manifest/list.\(ending)")))
    for index in data.indices {
      let sample = try data.load(at: index)
      let facts = try #require(expected[sample.info.id]?.array)
      #expect(sample.objects.count == facts.count)
      for (object, fact) in zip(sample.objects, facts) { Recorded.expect(object.target, fact) }
    }
  }

  @Test("COCO+LVIS as prepared: instances, then stuff, with parents and children")
  func prepared() throws {
    let expected = try Recorded.expected("prepared")
    let data = try PreparedDataset(Recorded.path("prepared"), withStuff: true)
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      let facts = try #require(expected[sample.info.id]?.array)
      #expect(sample.regions.map(\.kind) == [.thing, .thing, .thing, .stuff])
      #expect(sample.regions.map(\.category) == ["dog", "nose", nil, "sky"])
      #expect(sample.regions[0].children == [sample.regions[1].region])
      for (region, fact) in zip(sample.regions, facts) {
        Recorded.expect(try sample.region(region.region), fact)
      }
    }
  }

  @Test("DAVIS-585: the evaluation's initial mask", arguments: InitialMasks.allCases)
  func davis585(initial: InitialMasks) throws {
    let expected = try Recorded.expected("davis585")
    let data = try FolderDataset.davis585(Recorded.path("davis585"), initial: initial)
    let object = try EvaluationDataset(data).load(at: 0).objects[0]
    #expect(object.id == "bear/object1_00009")
    Recorded.expect(object.target, expected["truth"])
    if initial == .none {
      #expect(object.initialMask == nil)
    } else {
      Recorded.expect(try #require(object.initialMask), expected[initial.rawValue])
    }
  }

  @Test("ADE20K: objects with classes and parts; classes where 0 is unlabelled")
  func ade20k() throws {
    let expected = try Recorded.expected("ade20k")
    let full = try ADE20KDataset(Recorded.path("ade20k/full"), parts: true).sample(at: 0)
    try Recorded.expectRegions(of: full.layers[0], expected["objects"])
    #expect(full.layers.count == 2)
    #expect(full.layers[1].presentIDs == [0, 2])
    #expect(full.regions.filter { $0.region.layer == 0 }.map(\.categoryID) == [301, 302, 303, 304])
    let parsing = try ADE20KDataset(Recorded.path("ade20k/parsing"), split: "val").sample(at: 0)
    try Recorded.expectRegions(of: parsing.layers[0], expected["objects"])
    #expect(
      parsing.layers[0].region(1).ignoredCount == expected["unlabelled"]?.integer)
    #expect(parsing.regions[1].category == "building, edifice")
  }

  @Test("OpenImages: a table of masks of one bit")
  func openImages() throws {
    let expected = try Recorded.expected("open_images")
    let sample = try OpenImagesDataset(Recorded.path("open_images")).sample(at: 0)
    #expect(sample.regions.map(\.category) == ["Airplane", "Person"])
    for (region, fact) in zip(sample.regions, expected.array ?? []) {
      Recorded.expect(try sample.region(region.region), fact)
    }
  }

  @Test("HQSeg-44K: the collections that are there")
  func hqSeg() throws {
    let expected = try Recorded.expected("hqseg")
    for split in ["val", "train"] {
      let data = try FolderDataset.hqSeg44K(Recorded.path("hqseg"), split: split)
      #expect(
        (0..<data.count).map { data.id(at: $0) }
          == (split == "val" ? ["DIS-VD/a", "HRSOD/b"] : ["ECSSD/c"]))
      for index in 0..<data.count {
        Recorded.expect(
          try data.sample(at: index).region(RegionReference(layer: 0, id: 1)),
          expected[data.id(at: index)])
      }
    }
  }
}
