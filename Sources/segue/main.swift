import Console
import Glibc
import Language

/// The version of the program, as `--version` prints it.
let version = "0.1.0"

let driver = Driver(registry: CommandRegistry(coreCommands), version: version) { conversation in
  let host = ConversationHost(conversation)
  let banner = "segue \(version): `help` lists the commands, Ctrl-D leaves"
  return Prompt(host: host, banner: banner).run()
}
exit(driver.run(Array(CommandLine.arguments.dropFirst())))
