import Glibc

/// What can be measured, by the name that the shell scripts call; each lives in a file of its own.
let measurements: [String: ([String]) throws -> Void] = [
  "conv": measureConvolutions,
  "geometry": measureGeometry,
  "jpeg": measureJPEG,
  "loading": measureLoading,
  "nets": measureNetworks,
]

guard let name = CommandLine.arguments.dropFirst().first, let measure = measurements[name] else {
  print("usage: harness (\(measurements.keys.sorted().joined(separator: "|"))) ARGUMENTS")
  exit(64)
}
do { try measure(Array(CommandLine.arguments.dropFirst(2))) } catch {
  print("harness: \(error)")
  exit(1)
}
