/// What shows values in its own way instead of as text: a report, which has tables and galleries.
public protocol ValueDisplay: Sendable {
  /// Shows a value; `false` where that is left to the session.
  func show(_ value: Value) throws -> Bool
}

/// The session's displays, as the program set them.
private struct Displayed: Sendable {
  var display: (any PictureDisplay)?
  var values: (any ValueDisplay)?
}

extension Session {
  /// Where pictures can be shown; `nil` where only files are left, as in scripts and pipes.
  public var pictureDisplay: (any PictureDisplay)? {
    state(Displayed.self) { Displayed() }.display
  }

  /// Sets where pictures can be shown.
  public func setPictureDisplay(_ display: (any PictureDisplay)?) {
    setState(Displayed(display: display, values: valueDisplay))
  }

  /// What shows values in its own way; `nil` where they are shown as text.
  public var valueDisplay: (any ValueDisplay)? {
    state(Displayed.self) { Displayed() }.values
  }

  /// Sets what shows values.
  public func setValueDisplay(_ display: (any ValueDisplay)?) {
    setState(Displayed(display: pictureDisplay, values: display))
  }

  /// Shows the picture of a value that has a small one for the prompt, where there is a display.
  func showPicture(of value: Value) throws {
    guard let display = pictureDisplay else { return }
    for value in value.asSequence?.prefix(Self.picturesOfList) ?? [value] {
      guard let object = value.asObject as? any PicturedObject, let limit = object.promptPicture
      else { return }
      try output.flush()
      _ = try display.show(object.picture(), within: limit)
    }
  }

  /// How many pictures of a list the prompt draws; `show` draws any of the others.
  private static var picturesOfList: Int { 3 }
}
