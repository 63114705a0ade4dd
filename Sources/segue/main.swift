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
exit(driver.run(Array(CommandLine.arguments.dropFirst())))
