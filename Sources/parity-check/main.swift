import Glibc

do {
  let program = try ParityProgram(Array(CommandLine.arguments.dropFirst()))
  exit(program.run() ? 0 : 1)
} catch {
  print("parity-check: \(error.message)")
  exit(64)
}
