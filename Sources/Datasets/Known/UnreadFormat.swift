import Basics

/// A format of the field that is not read, with the way round.
public struct UnreadFormat: Error, Hashable, Sendable {
  /// Its usual name: `NIfTI`.
  public let name: String
  /// What to do instead.
  public let way: String

  private init(_ name: String, _ way: String) {
    self.name = name
    self.way = way
  }

  static let cityscapes = UnreadFormat(
    "Cityscapes' polygons",
    "the masks beside them are read: *_gtFine_instanceIds.png, or *_labelIds.png, in a folder of masks"
  )

  static let cvatVideo = UnreadFormat(
    "CVAT for video", "export the task as 'CVAT for images 1.1', or as COCO")

  static let oneOfSupervisely = UnreadFormat(
    "one file of Supervisely's", "open the folder around ann/ and img/")

  private static let exported = "export it as COCO's JSON, which is read"

  /// The format of a file by its first bytes, or by its name where these do not tell; `nil` for any other.
  public init?(of path: String) {
    let lower = path.lowercased()
    let head = (try? FileBytes(mapping: path)).flatMap {
      $0.slice(at: 0, count: min($0.count, 512))
    }
    guard let bytes = head?.array, let format = Self.bySignature(bytes, lower) else { return nil }
    self = format
  }

  private static func bySignature(_ bytes: [UInt8], _ name: String) -> UnreadFormat? {
    func holds(_ text: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: text.utf8)
    }
    if name.hasSuffix(".nii.gz") || holds("n+1\0", at: 344) || holds("ni1\0", at: 344) {
      return nifti
    }
    if holds("DICM", at: 128) || name.hasSuffix(".dcm") { return dicom }
    if holds("NRRD") { return nrrd }
    if holds("ObjectType") || holds("NDims") { return metaImage }
    if holds("MATLAB 7.3") { return matlab73 }
    if bytes.starts(with: [0x89] + Array("HDF\r\n".utf8)) { return hdf5 }
    if holds("PAR1") { return parquet }
    if holds("ARROW1") { return arrow }
    if [".tfrecord", ".tfrecords", ".tfrec"].contains(where: name.hasSuffix) { return tfRecord }
    if name.hasSuffix(".mdb"), bytes.count > 20 { return lmdb }
    return nil
  }

  private static let slices =
    "save each slice as PNG, image and mask under one name in images/ and masks/: "

  private static let nifti = UnreadFormat(
    "NIfTI", slices + "nibabel.load(f).get_fdata()[:, :, k] with PIL.Image.fromarray")
  private static let dicom = UnreadFormat(
    "DICOM", slices + "pydicom.dcmread(f).pixel_array with PIL.Image.fromarray")
  private static let nrrd = UnreadFormat(
    "NRRD", slices + "nrrd.read(f)[0][:, :, k] with PIL.Image.fromarray")
  private static let metaImage = UnreadFormat(
    "MetaImage", slices + "SimpleITK.ReadImage(f) with SimpleITK.WriteImage")
  private static let matlab73 = UnreadFormat(
    "MATLAB 7.3 (HDF5)", "save it in MATLAB with '-v7', or its arrays as .npy or PNG with h5py")
  private static let hdf5 = UnreadFormat(
    "HDF5", "save its arrays with h5py: pictures and masks as PNG, weights as .npz or .safetensors")
  private static let parquet = UnreadFormat(
    "Parquet", "write its pictures and masks as PNG: pandas.read_parquet(f)")
  private static let arrow = UnreadFormat(
    "Arrow", "write its pictures and masks as PNG: datasets.load_from_disk(folder)")
  private static let tfRecord = UnreadFormat(
    "TFRecord", "write its pictures and masks as PNG: tf.data.TFRecordDataset(f)")
  private static let lmdb = UnreadFormat(
    "LMDB", "write its pictures and masks as PNG: lmdb.open(f)")

  /// The format of a JSON list by the members of its first element.
  static func ofList(members: Set<String>) -> UnreadFormat? {
    func has(_ names: String...) -> Bool { members.isSuperset(of: names) }
    if has("image_id"), has("segmentation") || has("bbox") {
      return UnreadFormat(
        "COCO's results",
        "they name no images: put the list into the annotation file as its 'annotations'")
    }
    if has("data"), has("annotations") || has("completions") {
      return UnreadFormat("Label Studio's JSON", "export it as COCO or as YOLO, which are read")
    }
    if has("Labeled Data") || has("data_row") { return UnreadFormat("Labelbox's JSON", exported) }
    if has("image", "annotations") {
      return UnreadFormat("Create ML's JSON", "it holds boxes without outlines: masks are needed")
    }
    if has("name"), has("labels") || has("frames") {
      return UnreadFormat(
        "Scalabel's JSON (BDD100K)", "scalabel.label.to_coco turns it into COCO's")
    }
    return nil
  }

  /// The format of a JSON object by its members.
  static func ofObject(members: Set<String>) -> UnreadFormat? {
    func has(_ names: String...) -> Bool { members.isSuperset(of: names) }
    if has("type", "features") {
      return UnreadFormat("GeoJSON", "draw its polygons as masks: rasterio.features.rasterize")
    }
    if has("metadata", "view", "project") {
      return UnreadFormat("VIA 3's project", "export it as COCO's JSON, or annotate with VIA 2")
    }
    if has("items", "categories") { return UnreadFormat("Datumaro's JSON", exported) }
    if has("item", "annotations") { return UnreadFormat("Darwin's JSON (V7)", exported) }
    if has("imgHeight", "imgWidth") { return cityscapes }
    return nil
  }

  /// The format of an XML file by its first element.
  static func ofXML(root: String) -> UnreadFormat? {
    switch root {
    case "annotation":
      UnreadFormat(
        "Pascal VOC's XML",
        "it holds boxes without outlines: masks are needed, as in SegmentationObject/")
    case "Annotations", "ASAP_Annotations":
      UnreadFormat(
        "\(root == "Annotations" ? "ImageScope" : "ASAP")'s XML",
        "draw its regions as masks, in PNG")
    case "svg": UnreadFormat("SVG", "draw it as a mask, in PNG")
    default: nil
    }
  }

  /// The first such file in a folder, or in one of its first subfolders.
  static func first(in folder: String) -> (file: String, format: UnreadFormat)? {
    let names = (try? Files.list(folder)) ?? []
    let inside = names.prefix(64).map { "\(folder)/\($0)" }
    let below = inside.filter { Files.kind(of: $0) == .folder }.prefix(8).flatMap { place in
      ((try? Files.list(place)) ?? []).prefix(8).map { "\(place)/\($0)" }
    }
    for file in inside + below where Files.kind(of: file) == .file {
      if let format = UnreadFormat(of: file) ?? ofText(file) { return (file, format) }
    }
    return nil
  }

  /// The format of a JSON or XML file that is not read.
  private static func ofText(_ file: String) -> UnreadFormat? {
    let lower = file.lowercased()
    if lower.hasSuffix(".json"), case .unread(let format)? = try? AnnotationFormat(of: file) {
      return format
    }
    if lower.hasSuffix(".xml"), let root = try? CVATFile.root(of: file) { return ofXML(root: root) }
    return nil
  }
}
