/// What stands around an image's name in the names of its masks, and around the shared part in the image's
/// own: `cat.jpg` and `cat_mask.png`, `7_sat.jpg` and `7_mask.png`, `case_0000.png` and `case.png`.
struct NameAffixes: Hashable, Sendable {
  var imagePrefix = ""
  var imageSuffix = ""
  var maskPrefix = ""
  var maskSuffix = ""

  /// The part that image and mask share; `nil` where the image's name lacks what stands around it.
  func core(ofImage stem: String) -> String? {
    guard stem.count > imagePrefix.count + imageSuffix.count, stem.hasPrefix(imagePrefix),
      stem.hasSuffix(imageSuffix)
    else { return nil }
    return String(stem.dropFirst(imagePrefix.count).dropLast(imageSuffix.count))
  }

  /// The name of an image's mask without its ending.
  func maskStem(ofImage stem: String) -> String? {
    core(ofImage: stem).map { maskPrefix + $0 + maskSuffix }
  }

  /// The rule in words: `<name>_sat.*, <name>_mask.*`.
  var words: String {
    "\(imagePrefix)<name>\(imageSuffix).*, \(maskPrefix)<name>\(maskSuffix).*"
  }
}

extension NameAffixes {
  /// The words that exporters put around the names of images.
  private static let imageWords = [
    "image", "images", "img", "im", "sat", "rgb", "photo", "input", "orig", "original", "color",
    "frame", "0000", "leftImg8bit",
  ]
  /// And around those of masks; any other stands apart from the name by a sign that is no letter.
  private static let maskWords: Set<String> = [
    "mask", "masks", "gt", "seg", "segmentation", "label", "labels", "anno", "annotation", "matte",
    "alpha", "target", "truth", "groundtruth",
  ]

  /// The rule by which most images have a mask; `nil` where none leads from half of them to one, or two that
  /// lead equally far name different masks.
  ///
  /// - Parameters:
  ///   - images: the images' names without endings.
  ///   - masks: the mask files' names without endings.
  static func found(images: [String], masks: [String]) -> NameAffixes? {
    let present = Set(masks)
    var best: (affixes: NameAffixes, pairs: [String: String])?
    var isAmbiguous = false
    for affixes in candidates(images: images, masks: masks) {
      var pairs: [String: String] = [:]
      for image in images {
        if let mask = affixes.maskStem(ofImage: image), present.contains(mask), mask != image {
          pairs[image] = mask
        }
      }
      guard 2 * pairs.count >= images.count, Set(pairs.values).count == pairs.count else {
        continue
      }
      if pairs.count > best?.pairs.count ?? 0 {
        (best, isAmbiguous) = ((affixes, pairs), false)
      } else if pairs.count == best?.pairs.count, pairs != best?.pairs {
        isAmbiguous = true
      }
    }
    return isAmbiguous ? nil : best?.affixes
  }

  private static func candidates(images: [String], masks: [String]) -> [NameAffixes] {
    let own = ownAffixes(of: images)
    var found: [NameAffixes] = []
    var seen: Set<NameAffixes> = []
    // One name shows what a rule may be; of a few, one is surely no chance.
    for image in images.prefix(3) {
      for affixes in own {
        guard let core = affixes.core(ofImage: image) else { continue }
        for mask in masks {
          guard let range = mask.firstRange(of: core) else { continue }
          var affixes = affixes
          affixes.maskPrefix = String(mask[..<range.lowerBound])
          affixes.maskSuffix = String(mask[range.upperBound...])
          if affixes.isPlausible(core: core), seen.insert(affixes).inserted {
            found.append(affixes)
          }
        }
      }
    }
    return found
  }

  /// None, and each of the usual words that all images have before or behind their names.
  private static func ownAffixes(of images: [String]) -> [NameAffixes] {
    var own = [NameAffixes()]
    for word in imageWords {
      for separator in ["_", "-", "."] {
        let (before, behind) = (word + separator, separator + word)
        let isNumber = word.allSatisfy(\.isNumber)
        if !isNumber, images.allSatisfy({ $0.lowercased().hasPrefix(before.lowercased()) }) {
          let first = images.first.map { String($0.prefix(before.count)) } ?? before
          own.append(NameAffixes(imagePrefix: first))
        }
        if images.allSatisfy({ $0.lowercased().hasSuffix(behind.lowercased()) }) {
          let first = images.first.map { String($0.suffix(behind.count)) } ?? behind
          own.append(NameAffixes(imageSuffix: first))
        }
      }
    }
    return own
  }

  /// Whether a mask's name says that it is of this image, and not of `cat1` or the second of `cat`.
  private func isPlausible(core: String) -> Bool {
    if maskPrefix.isEmpty, maskSuffix.isEmpty {
      return !imagePrefix.isEmpty || !imageSuffix.isEmpty
    }
    return Self.isApart(maskSuffix, from: maskSuffix.first)
      && Self.isApart(maskPrefix, from: maskPrefix.last)
  }

  /// Whether an affix is a word, and not a number, and stands apart from the name or is known.
  private static func isApart(_ affix: String, from edge: Character?) -> Bool {
    guard let edge else { return true }
    guard affix.contains(where: \.isLetter) else { return false }
    return !(edge.isLetter || edge.isNumber) || maskWords.contains(affix.lowercased())
  }
}
