/// The session's display, as the program set it.
private struct Displayed: Sendable {
  var display: (any PictureDisplay)?
}

extension Session {
  /// Where pictures can be shown; `nil` where only files are left, as in scripts and pipes.
  public var pictureDisplay: (any PictureDisplay)? {
    state(Displayed.self) { Displayed() }.display
  }

  /// Sets where pictures can be shown.
  public func setPictureDisplay(_ display: (any PictureDisplay)?) {
    setState(Displayed(display: display))
  }

  /// Shows the picture of a value that has a small one for the prompt, where there is a display.
  func showPicture(of value: Value) throws {
    guard let display = pictureDisplay, let object = value.asObject as? any PicturedObject,
      let limit = object.promptPicture
    else { return }
    try output.flush()
    _ = try display.show(object.picture(), within: limit)
  }
}
