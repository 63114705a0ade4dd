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
let words = Array(CommandLine.arguments.dropFirst())
NativeStack.withLargeStack { [driver, words] in exit(driver.run(words)) }
