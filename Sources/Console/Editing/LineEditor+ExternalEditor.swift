import Basics
import CEdit
import Glibc

extension LineEditor {
  /// Opens the text in the user's own editor, `$VISUAL` or `$EDITOR`, and takes back what was saved.
  func editExternally() {
    let environment = terminal.environment
    let program = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
    let folder = environment["TMPDIR"] ?? "/tmp"
    var name = Array("\(folder)/segue-XXXXXX.seg".utf8CString)
    let descriptor = mkstemps(&name, 4)
    guard descriptor >= 0 else { return }
    close(descriptor)
    let path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
    defer { unlink(path) }
    guard (try? Files.write(Array((buffer.text + "\n").utf8), to: path)) != nil else { return }
    screen.suspend()
    edit_prepare_terminal(editor, 0)
    let status = system("\(program) '\(path.split(separator: "'").joined(separator: "'\\''"))'")
    edit_prepare_terminal(editor, 1)
    screen.begin(style: style)
    guard status == 0, let bytes = try? Files.read(path, limit: KeyReader.pasteLimit) else {
      return
    }
    var text = KeyReader.rows(of: bytes)
    while text.hasSuffix("\n") { text.removeLast() }
    put(EditBuffer(text))
    isWhole = text.contains("\n")
  }
}
