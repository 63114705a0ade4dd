import Imaging
import Language

/// A picture within a page: a PNG in the page itself.
struct PagePicture {
  private static let largest = Size(height: 1200, width: 1600)
  /// Pictures below this many columns are shown larger, pixel by pixel.
  private static let small = 160

  private let image: Image

  init(_ picture: RasterPicture) throws {
    let whole = Image(
      size: Size(height: picture.height, width: picture.width), bytes: picture.rgb)
    image = try whole.fitted(into: Self.largest)
  }

  /// The picture with a caption below it.
  func figure(_ caption: String = "") throws -> String {
    let address = HTML.dataAddress(try ImageFile.encodePNG(Raster(image)), type: "image/png")
    let (height, width) = (image.size.height, image.size.width)
    let scale = width == 0 ? 1 : max(1, min(Self.small * 2 / max(width, height, 1), 16))
    let style = width < Self.small && height < Self.small ? " class=\"pixels\"" : ""
    let words = HTML.escaped(caption)
    let shown = caption.isEmpty ? "" : "<figcaption>\(words)</figcaption>"
    let factor = style.isEmpty ? 1 : scale
    return "<figure><img\(style) width=\"\(width * factor)\" height=\"\(height * factor)\" "
      + "src=\"\(address)\" alt=\"\(words)\">\(shown)</figure>\n"
  }
}

/// Values that show themselves as pictures, alone or several in a list or dict.
struct Gallery {
  /// The most pictures of a list that are drawn.
  private static let limit = 24

  let html: String

  /// `nil` where the value has no pictures of its own.
  init?(_ value: Value) throws {
    if let object = Self.pictured(value) {
      html = try PagePicture(object.picture()).figure(object.preview(columns: 100))
      return
    }
    guard let entries = Self.entries(of: value), !entries.isEmpty,
      entries.allSatisfy({ Self.pictured($0.value) != nil })
    else { return nil }
    var figures = ""
    for (name, value) in entries.prefix(Self.limit) {
      guard let object = Self.pictured(value) else { continue }
      figures += try PagePicture(object.picture()).figure(
        name + object.preview(columns: 100))
    }
    let rest = entries.count - Self.limit
    html =
      "<div class=\"gallery\">\n\(figures)</div>\n"
      + (rest > 0 ? "<p class=\"more\">and \(rest) more</p>\n" : "")
  }

  private static func pictured(_ value: Value) -> (any PicturedObject)? {
    guard let object = value.asObject as? any PicturedObject, object.promptPicture != nil else {
      return nil
    }
    return object
  }

  private static func entries(of value: Value) -> [(name: String, value: Value)]? {
    if let items = value.asSequence { return items.map { ("", $0) } }
    guard let dict = value.asDict else { return nil }
    return dict.keys.compactMap { key in
      ((try? dict.value(of: key)) ?? nil).map { (key.description + ": ", $0) }
    }
  }
}
