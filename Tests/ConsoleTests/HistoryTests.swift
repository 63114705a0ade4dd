import Basics
import Glibc
import Testing

@testable import Console

@Suite("The history")
struct HistoryTests {
  let folder: TemporaryFolder
  private var path: String { folder.path + "/state/segue/history" }

  init() throws { folder = try TemporaryFolder() }

  private func entries(_ history: History) -> [String] {
    (0..<history.count).reversed().compactMap { history.entry($0) }
  }

  @Test(
    "any text survives the file",
    arguments: ["a", "a\\nb", "a\nb\n    c", "\\", "größe 日本語", "tab\there", "\\\n\\n", "a\r"])
  func roundTrip(text: String) {
    History(path: path).add(text)
    #expect(entries(History(path: path)) == [text])
  }

  @Test("blank entries are not kept, and an equal older one goes")
  func duplicates() {
    let history = History(path: path)
    for text in ["a", "b", "a", "", " \n ", "a", "c"] { history.add(text) }
    #expect(entries(history) == ["b", "a", "c"])
    #expect(entries(History(path: path)) == ["b", "a", "c"])
  }

  @Test("sessions at the same time lose nothing of each other")
  func parallelSessions() async {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        group.addTask {
          let history = History(path: path, limit: 1000)
          for number in 0..<50 { history.add("session \(session) entry \(number)") }
        }
      }
    }
    let all = entries(History(path: path, limit: 1000))
    #expect(Set(all).count == 400)
    for session in 0..<8 {
      let own = all.filter { $0.hasPrefix("session \(session) ") }
      #expect(own == (0..<50).map { "session \(session) entry \($0)" })
    }
  }

  @Test("the newest entries stay when there are more than the limit, in the file too")
  func limit() throws {
    let history = History(path: path, limit: 10, lookingEvery: 100)
    for number in 0..<100 { history.add("a statement of some length \(number)") }
    let newest = (90..<100).map { "a statement of some length \($0)" }
    #expect(entries(history) == newest)
    #expect(entries(History(path: path, limit: 10)) == newest)
    let rows = try Files.read(path).count(where: { $0 == UInt8(ascii: "\n") })
    #expect(rows <= 24)
  }

  @Test("a file that another session is rewriting loses nothing")
  func compaction() async {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<4 {
        group.addTask {
          let history = History(path: path, limit: 40, lookingEvery: 500)
          for number in 0..<100 { history.add("session \(session), a longer entry \(number)") }
        }
      }
    }
    let all = entries(History(path: path, limit: 40))
    #expect(all.count == 40)
    #expect((0..<4).contains { all.last == "session \($0), a longer entry 99" })
  }

  @Test("the file is for the user alone")
  func mode() {
    History(path: path).add("secret")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test("a file that cannot be read or written disturbs nobody")
  func unusable() throws {
    let blocked = folder.path + "/file"
    try Files.write([], to: blocked)
    let history = History(path: blocked + "/segue/history")
    history.add("a")
    #expect(entries(history) == ["a"])
    let broken = folder.path + "/broken"
    try Files.write([0xFF, 0x0A, 0x5C, 0x0A, 0x00, 0x61], to: broken)
    #expect(History(path: broken).count == 3)
  }

  @Test("a walk upwards shows the entries that begin with what was typed, each once")
  func recall() {
    let history = History(path: nil)
    for text in ["show a", "open b", "show c"] { history.add(text) }
    var recall = HistoryRecall(from: EditBuffer("show"))
    let older = (0..<3).map { _ in recall.older(in: history)?.text }
    #expect(older == ["show c", "show a", nil])
    let newer = (0..<3).map { _ in recall.newer(in: history)?.text }
    #expect(newer == ["show c", "show", nil])
  }

  @Test("help is asked with a question mark before or behind a name")
  func help() {
    #expect(Prompt.helpCall("evaluate?") == "help evaluate")
    #expect(Prompt.helpCall("?models.ritm") == "help models.ritm")
    #expect(Prompt.helpCall("evaluate??") == "help evaluate")
    #expect(Prompt.helpCall("?") == "help")
    #expect(Prompt.helpCall("a b?") == nil)
    #expect(Prompt.helpCall("print(\"a?\")") == nil)
    #expect(Prompt.helpCall("a?b") == nil)
    #expect(Prompt.helpCall("evaluate") == nil)
  }

  @Test("durations are shown as people say them, and short ones not at all")
  func durations() {
    #expect(Prompt.shown(.milliseconds(99)) == "")
    #expect(Prompt.shown(.milliseconds(120)) == "0.1 s")
    #expect(Prompt.shown(.milliseconds(9940)) == "9.9 s")
    #expect(Prompt.shown(.milliseconds(9960)) == "10 s")
    #expect(Prompt.shown(.seconds(185)) == "3 min 5 s")
  }
}
