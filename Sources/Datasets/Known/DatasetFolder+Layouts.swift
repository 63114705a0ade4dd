import Basics

extension DatasetFolder {
  /// All layouts, from the most special to the most general; within a group several may fit a folder.
  static let groups: [[Layout]] = [
    [grabCut, sbd, bsds, hqSeg, openImages],
    [coco, panoptic, lvis, cocoLVIS, preparedCOCOLVIS],
    [davisTree], [voc], [ade20k], [segmentAnything], annotationTools + [objects], [cocoMVal],
    [davisFrames], [cityscapes], [parts], [sampleFolders, davis585],
    [plain],
    [sideBySide],
  ]

  /// All layouts in the order in which they are tried.
  public static let layouts: [Layout] = groups.flatMap { $0 }

  private static let grabCut = Layout(
    name: "GrabCut", files: "data_GT/ and boundary_GT/", command: "datasets.grabcut",
    recognises: { $0.hasFolders("data_GT", "boundary_GT") },
    open: { try FolderDataset.grabCut($0) })

  private static let sbd = Layout(
    name: "SBD", files: "img/, inst/ or cls/, and train.txt or val.txt", command: "datasets.sbd",
    recognises: { content in
      content.hasFolders("img") && (content.hasFile("val.txt") || content.hasFile("train.txt"))
        && (content.hasFolders("inst") || content.hasFolders("cls"))
    },
    open: { folder in
      try SBDDataset(
        folder, split: Files.kind(of: "\(folder)/val.txt") == .file ? "val" : "train",
        annotation: Files.kind(of: "\(folder)/inst") == .folder ? .instances : .classes)
    })

  private static let bsds = Layout(
    name: "BSDS500", files: "images/{train,val,test}/ and groundTruth/ or labels/",
    command: "datasets.bsds500",
    recognises: { content in
      (content.hasFolders("images/test") || content.hasFolders("images/val"))
        && (content.hasFolders("groundTruth") || holdsPictures("labels", of: content))
        || content.hasFolders("BSDS500/data/groundTruth")
    },
    open: { try BSDSDataset($0) })

  /// Whether a part of one of the usual names in a folder holds pictures: YOLO's labels are texts.
  private static func holdsPictures(_ folder: String, of content: FolderContent) -> Bool {
    ["test", "val", "train"].contains { split in
      content.hasName(in: "\(folder)/\(split)", where: FileName.isPicture)
    }
  }

  private static let hqSeg = Layout(
    name: "HQSeg-44K", files: "DIS5K/, thin_object_detection/ or cascade_psp/",
    command: "datasets.hqseg44k",
    recognises: { content in
      ["DIS5K/DIS-VD", "DIS5K/DIS-TR", "thin_object_detection", "cascade_psp"].contains {
        content.hasFolders($0)
      }
    },
    open: { try FolderDataset.hqSeg44K($0) })

  private static let openImages = Layout(
    name: "OpenImages", files: "<split>/images/, <split>/masks/ and a table of object masks",
    command: "datasets.open_images",
    recognises: { openImagesSplit(in: $0) != nil },
    open: { folder in
      try OpenImagesDataset(
        folder, split: openImagesSplit(in: FolderContent(folder)) ?? "validation")
    })

  private static func openImagesSplit(in content: FolderContent) -> String? {
    ["validation", "val", "test", "train"].first { split in
      let table = "\(split)-annotations-object-segmentation.csv"
      return content.hasFile(table) || content.hasFile("\(split)/\(table)")
    }
  }

  private static let coco = Layout(
    name: "COCO", files: "annotations/instances_*.json", command: "datasets.coco",
    recognises: { !AnnotationFiles(folder: $0.path, prefix: "instances_").splits.isEmpty },
    open: { try COCODataset.coco($0) })

  private static let panoptic = Layout(
    name: "COCO panoptic", files: "a JSON with segments_info and the PNG files that it names",
    command: "datasets.coco_panoptic",
    recognises: { content in
      ["panoptic_", ""].contains { prefix in
        !AnnotationFiles(folder: content.path, prefix: prefix, where: \.isPanoptic).splits.isEmpty
      }
    },
    open: { try COCOPanopticDataset($0) })

  private static let objects = Layout(
    name: "COCO's JSON", files: "a JSON of any name whose annotations have a segmentation",
    command: "datasets.coco",
    recognises: { content in
      !AnnotationFiles(folder: content.path, prefix: "", where: { $0 == .instances }).splits.isEmpty
    },
    open: { folder in
      let files = AnnotationFiles(folder: folder, prefix: "", where: { $0 == .instances })
      let paths = files.splits.map { files.path(of: $0) }
      guard paths.count == 1 else {
        throw DatasetError.ambiguous(
          folder: folder, choices: paths.map { "datasets.coco(\"\($0)\")" })
      }
      return try COCODataset.file(paths[0], images: AnnotationPlaces.images(of: paths[0]))
    })

  private static let lvis = Layout(
    name: "LVIS", files: "lvis_v1_*.json, or <split>/lvis_<split>.json", command: "datasets.lvis",
    recognises: { content in
      ["lvis_v1_", "lvis_v0.5_"].contains {
        !AnnotationFiles(folder: content.path, prefix: $0).splits.isEmpty
      } || ["train", "val"].contains { content.hasFile("\($0)/lvis_\($0).json") }
    },
    open: { try COCODataset.lvis($0) })

  private static let cocoLVIS = Layout(
    name: "COCO+LVIS", files: "<split>/hannotation.pickle, <split>/masks/ and <split>/images/",
    command: "datasets.coco_lvis",
    recognises: { split(of: $0.path, with: "hannotation.pickle") != nil },
    open: { folder in
      try COCOLVISDataset(
        folder, split: split(of: folder, with: "hannotation.pickle") ?? "train")
    })

  private static let preparedCOCOLVIS = Layout(
    name: "COCO+LVIS, prepared", files: "<split>/hierarchy.jsonl and <split>/masks/",
    command: "datasets.coco_lvis",
    recognises: { split(of: $0.path, with: "hierarchy.jsonl") != nil },
    open: { folder in
      try PreparedDataset(folder, split: split(of: folder, with: "hierarchy.jsonl") ?? "train")
    })

  /// The first of the usual splits whose folder holds a file.
  private static func split(of folder: String, with file: String) -> String? {
    ["train", "val"].first { Files.kind(of: "\(folder)/\($0)/\(file)") == .file }
  }

  private static let davisTree = Layout(
    name: "DAVIS", files: "JPEGImages/480p/, Annotations/480p/ and ImageSets/",
    command: "datasets.davis",
    recognises: { $0.hasFolders("JPEGImages", "Annotations", "ImageSets") },
    open: { try FolderDataset.davis($0) })

  private static let voc = Layout(
    name: "Pascal VOC", files: "JPEGImages/ and SegmentationObject/ or SegmentationClass/",
    command: "datasets.pascal_voc",
    recognises: { content in
      content.hasFolders("JPEGImages")
        && (content.hasFolders("SegmentationObject") || content.hasFolders("SegmentationClass"))
    },
    open: { folder in
      let hasObjects = Files.kind(of: "\(folder)/SegmentationObject") == .folder
      return try PascalVOCDataset(folder, annotation: hasObjects ? .objects : .classes)
    })

  private static let ade20k = Layout(
    name: "ADE20K", files: "images/{training,validation}/, with annotations/ or *_seg.png",
    command: "datasets.ade20k",
    recognises: { content in
      content.hasFolders("images/validation") || content.hasFolders("images/training")
        || content.hasFolders("images/ADE")
    },
    open: { folder in
      let hasValidation = ["images/validation", "images/ADE/validation"].contains {
        Files.kind(of: "\(folder)/\($0)") == .folder
      }
      return try ADE20KDataset(folder, split: hasValidation ? "validation" : "training")
    })

  private static let cocoMVal = Layout(
    name: "COCO_MVal", files: "img/ and gt/, in a folder called so", command: "datasets.coco_mval",
    recognises: { content in
      let name = FileName.last(of: content.path).lowercased()
      return content.hasFolders("img", "gt") && (name.contains("mval") || name.contains("coco"))
    },
    open: { try FolderDataset.cocoMVal($0) })

  private static let davisFrames = Layout(
    name: "DAVIS frames", files: "img/ and gt/", command: "datasets.davis",
    recognises: { $0.hasFolders("img", "gt") },
    open: { try FolderDataset.davisFrames($0) })

  private static let sampleFolders = Layout(
    name: "one folder an image", files: "<id>/images/ and <id>/masks/",
    command: "datasets.folder",
    recognises: { content in
      content.firstFolders.contains { content.hasFolders("\($0)/images", "\($0)/masks") }
    },
    open: { try FolderDataset.sampleFolders($0) })

  private static let davis585 = Layout(
    name: "DAVIS-585", files: "<sequence>/object<k>_<frame>.png beside <frame>.jpg",
    command: "datasets.davis585",
    recognises: { content in
      content.firstFolders.contains { folder in
        content.hasName(in: folder) { $0.hasPrefix("init_sp_") || $0.hasPrefix("init_stm_") }
      }
    },
    open: { folder in
      let content = try FolderContent(folder)
      let hasSuperpixels = content.firstFolders.contains { name in
        content.hasName(in: name) { $0.hasPrefix("init_sp_") }
      }
      return try FolderDataset.davis585(folder, initial: hasSuperpixels ? .superpixels : .stm)
    })

  private static let cityscapes = Layout(
    name: "Cityscapes", files: "leftImg8bit/<split>/<city>/ and gtFine/ or gtCoarse/",
    command: "datasets.cityscapes",
    recognises: { content in
      content.hasFolders("leftImg8bit")
        && (content.hasFolders("gtFine") || content.hasFolders("gtCoarse"))
    },
    open: { try CityscapesDataset($0) })

  private static let parts = Layout(
    name: "parts of images and masks", files: "<part>/images/ and <part>/masks/",
    command: "datasets.folder", recognises: { FolderDataset.hasParts($0.path) },
    open: { try FolderDataset.parts($0) })

  private static let plain = Layout(
    name: "images and masks", files: "images/ and masks/, labels/ or gt/",
    command: "datasets.folder",
    recognises: { FolderDataset.usualPair(in: $0.path) != nil },
    open: { try FolderDataset.plain($0) })

  private static let sideBySide = Layout(
    name: "masks beside their images",
    files: "<name>.jpg and <name>_mask.png, or <name>.png, in one folder",
    command: "datasets.folder", recognises: { FlatFolder(in: $0.path) != nil },
    open: { try FolderDataset.flat($0) })
}
