import Basics
import CEdit
import Glibc

extension LineEditor {
  /// A function of the editor with the keys that reach it.
  struct KeyFunction {
    /// Its name in `~/.editrc`.
    let name: String
    /// Keys while text is typed, emacs and vi; in the notation of editrc(5).
    var keys: [String] = []
    /// Further keys of emacs mode; those that begin with an escape reach vi's command mode without it.
    var emacs: [String] = []
    /// Further keys of vi's command mode.
    var viCommand: [String] = []
    let function: @convention(c) (OpaquePointer?, Int32) -> UInt8
  }

  /// Every function of the editor that is ours; what is not listed here is libedit's own.
  static var keyFunctions: [KeyFunction] {
    [
      .init(name: "segue-enter", keys: ["^M", "^J"], viCommand: ["^M", "^J"]) { editor, _ in
        run(editor) { $0.enter() }
      },
      .init(name: "segue-newline", emacs: ["\\e^M", "\\e^J"]) { editor, _ in
        run(editor) { $0.beginRow(in: $0.buffer) }
      },
      .init(name: "segue-complete", keys: ["^I"]) { editor, _ in
        run(editor) { $0.complete() }
      },
      .init(name: "segue-paste", keys: ["\\220"], viCommand: ["\\220"]) { editor, _ in
        run(editor) { $0.insertPaste() }
      },
      .init(name: "segue-search", keys: ["^R"], viCommand: ["^R", "/"]) { editor, _ in
        run(editor) { $0.search() }
      },
      .init(name: "segue-end-or-delete", keys: ["^D"]) { editor, _ in
        run(editor) { $0.endOrDelete() }
      },
      .init(name: "segue-edit-externally", emacs: ["^X^E"], viCommand: ["v"]) { editor, _ in
        run(editor) { $0.editExternally() }
      },
      .init(name: "segue-clear-screen", keys: ["^L"], viCommand: ["^L"]) { editor, _ in
        run(editor) { $0.screen.clear() }
      },
    ] + motions + changes
  }

  private static var motions: [KeyFunction] {
    [
      .init(name: "segue-up", emacs: ["\\e[A", "\\eOA", "^P"], viCommand: ["k", "-"]) {
        editor, _ in run(editor) { $0.up() }
      },
      .init(name: "segue-down", emacs: ["\\e[B", "\\eOB", "^N"], viCommand: ["j", "+"]) {
        editor, _ in run(editor) { $0.down() }
      },
      .init(name: "segue-older", emacs: ["\\e[5~", "\\ep"]) { editor, _ in
        run(editor) { $0.recallOlder() }
      },
      .init(name: "segue-newer", emacs: ["\\e[6~", "\\en"]) { editor, _ in
        run(editor) { $0.recallNewer() }
      },
      .init(name: "segue-row-start", emacs: ["^A", "\\e[H", "\\eOH", "\\e[1~"]) { editor, _ in
        run(editor) { $0.edit { $0.cursor = $0.rowStart } }
      },
      .init(name: "segue-row-end", emacs: ["^E", "\\e[F", "\\eOF", "\\e[4~"]) {
        editor, _ in run(editor) { $0.edit { $0.cursor = $0.rowEnd } }
      },
      .init(name: "segue-word-left", emacs: ["\\eb", "\\e[1;5D", "\\e[1;3D"]) { editor, _ in
        run(editor) { $0.edit { $0.cursor = $0.previousWord } }
      },
      .init(name: "segue-word-right", emacs: ["\\ef", "\\e[1;5C", "\\e[1;3C"]) { editor, _ in
        run(editor) { $0.edit { $0.cursor = $0.nextWord } }
      },
    ]
  }

  private static var changes: [KeyFunction] {
    [
      .init(name: "segue-backspace", keys: ["^?", "^H"]) { editor, _ in
        run(editor) { $0.edit { $0.deleteBackward() } }
      },
      .init(name: "segue-delete", emacs: ["\\e[3~"]) { editor, _ in
        run(editor) { $0.deleteForward() }
      },
      .init(name: "segue-dedent", emacs: ["\\e[Z"]) { editor, _ in
        run(editor) { $0.edit { $0.dedentRow() } }
      },
      .init(name: "segue-kill-to-row-end", emacs: ["^K"]) { editor, _ in
        run(editor) { $0.kill { $0.cursor..<max($0.rowEnd, min($0.cursor + 1, $0.count)) } }
      },
      .init(name: "segue-kill-to-row-start", emacs: ["^U"]) { editor, _ in
        run(editor) { $0.kill { $0.rowStart..<$0.cursor } }
      },
      .init(name: "segue-kill-word-left", emacs: ["^W", "\\e^?", "\\e^H"]) { editor, _ in
        run(editor) { $0.kill { $0.previousWord..<$0.cursor } }
      },
      .init(name: "segue-kill-word-right", emacs: ["\\ed"]) { editor, _ in
        run(editor) { $0.kill { $0.cursor..<$0.nextWord } }
      },
      .init(name: "segue-yank", emacs: ["^Y"]) { editor, _ in
        run(editor) { owner in owner.edit { $0.insert(owner.killed) } }
      },
      .init(name: "segue-undo", emacs: ["^_", "^X^U"]) { editor, _ in
        run(editor) { owner in owner.undo.takeBack().map { owner.put($0) } }
      },
    ]
  }

  /// Binds the keys: ours over libedit's, and the user's own of `~/.editrc` over ours.
  func bindKeys() {
    edit_use_emacs_keys(editor)
    el_source(editor, nil)
    let isVi = edit_uses_vi_keys(editor) != 0
    for function in LineEditor.keyFunctions {
      edit_add_function(editor, function.name, "segue", function.function)
      for key in function.keys { edit_bind(editor, key, function.name) }
      if isVi {
        for key in function.viCommand { edit_bind_command_mode(editor, key, function.name) }
        // In vi mode the escape of a function key has already led to the command mode.
        for key in function.emacs where key.hasPrefix("\\e[") || key.hasPrefix("\\eO") {
          edit_bind_command_mode(editor, String(key.dropFirst(2)), function.name)
        }
      } else {
        for key in function.emacs { edit_bind(editor, key, function.name) }
      }
    }
    bindUserKeys()
  }

  /// Reads `~/.editrc` once more, but for the choice of emacs or vi, which would undo our bindings.
  private func bindUserKeys() {
    let home = terminal.environment["HOME"].map { "\($0)/.editrc" }
    guard let path = terminal.environment["EDITRC"] ?? home,
      let file = try? Files.read(path, limit: 1 << 20), let tokenizer = tok_init(nil)
    else { return }
    defer { tok_end(tokenizer) }
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("#") || words.contains("-v") || words.contains("-e") { continue }
      var count: Int32 = 0
      var arguments: UnsafeMutablePointer<UnsafePointer<CChar>?>?
      tok_reset(tokenizer)
      if tok_str(tokenizer, String(line), &count, &arguments) == 0, count > 0 {
        el_parse(editor, count, arguments)
      }
    }
  }
}

/// Runs one of the editor's functions, and tells libedit whether it ended the reading.
private func run(_ editor: OpaquePointer?, _ function: (LineEditor) -> Void) -> UInt8 {
  guard let owner = editor.flatMap(LineEditor.owner) else { return UInt8(CC_FATAL) }
  function(owner)
  return UInt8(owner.outcome == nil ? CC_REFRESH : CC_EOF)
}
