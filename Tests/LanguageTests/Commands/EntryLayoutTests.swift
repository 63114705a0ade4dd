import Testing

@testable import Language

@Suite("The layout of an entry of the prompt")
struct EntryLayoutTests {
  private func conversation() -> Conversation {
    let session = Session(
      registry: CommandRegistry(toyCommands, coreCommands), version: "1", output: MemorySink(),
      messages: MemorySink())
    return Conversation(session: session)
  }

  @Test(
    "a row's indentation follows from where the text above it stops",
    arguments: [
      ("x = 1", .statement, ""), ("if x:", .head, ""), ("if x:\n  y", .statement, "  "),
      ("if x:\n  if y:  # (", .head, "  "), ("if x:\n  return y", .exit, "  "),
      ("if x:\n  passed = 1", .statement, "  "), ("if f(1,\n     2):", .head, ""),
      ("if x:\n  y = f(1,\n        2)", .statement, "  "), ("f(1,", .continuation, ""),
      ("if x:\n\ty = 1 + \\", .continuation, "\t"), ("if x:\n  y = '''a\nb", .string, "  "),
      ("if x:\n  return\n    # a note", .statement, "    "), ("if x:\n  # a note", .head, ""),
      ("sell a \\\n  b", .statement, ""), ("if x:\n    f'''a {x}", .string, "    "),
      ("if x:\n    y = 'a\\", .string, "    "),
    ] as [(String, EntryEnding.Kind, String)])
  func endings(text: String, kind: EntryEnding.Kind, indentation: String) {
    #expect(
      conversation().ending(of: text) == EntryEnding(kind: kind, indentation: indentation))
  }

  @Test(
    "a clause finds the statement that it belongs to",
    arguments: [
      ("if x:\n    y\n    else:", ""), ("if x:\n    y\nelse:", nil),
      ("if x:\n  if y:\n    z\n    else:", "  "),
      ("try:\n  try:\n    y\n  except KeyError as e:", nil),
      ("if x:\n  try:\n    y\n    except KeyError as e:", "  "),
      ("if x:\n  if y:\n    z\n  else:\n    z\n    elif a:", ""),
      ("try:\n    y\n    finally:", ""), ("for x in y:\n    z\n    else:", nil),
      ("x = '''if a:\n    else:", nil), ("x = [a if b\n     else c]", nil), ("else:", nil),
    ] as [(String, String?)])
  func alignments(text: String, indentation: String?) {
    #expect(conversation().alignment(of: text) == indentation)
  }
}
