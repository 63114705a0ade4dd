public import Language

/// The session's display, as the program set it.
private struct Displayed: Sendable {
  var display: (any PictureDisplay)?
}

extension Session {
  /// Where pictures can be shown; `nil` where only files are left.
  public var pictureDisplay: (any PictureDisplay)? {
    get { state(Displayed.self) { Displayed() }.display }
  }

  /// Sets where pictures can be shown.
  public func setPictureDisplay(_ display: (any PictureDisplay)?) {
    setState(Displayed(display: display))
  }
}
