import Basics
import Commands
import Console
import Glibc
import Language

let driver = Driver(registry: .segue, version: Segue.version) { conversation in
  conversation.session.setPictureDisplay(TerminalPicture())
  let host = ConversationHost(conversation)
  let banner = "segue \(Segue.version): `help` lists the commands, Ctrl-D leaves"
  return Prompt(host: host, banner: banner).run()
}
// Arguments may be names of files that are no UTF-8.
let words = (1..<max(Int(CommandLine.argc), 1)).compactMap { place in
  CommandLine.unsafeArgv[place].map { PathText.text($0) }
}
NativeStack.withLargeStack { [driver, words] in exit(driver.run(words)) }
