import Imaging

/// `jpeg BUDGET FILE…`: milliseconds that decoding each file from memory takes, one line a file.
func measureJPEG(_ arguments: [String]) throws {
  guard let budget = arguments.first.flatMap(Double.init) else { return }
  for path in arguments.dropFirst() {
    let bytes = try contents(of: path)
    let spent = try secondsPerRun(budget: budget) { _ = try ImageFile.decode(bytes) }
    print(fixed(spent * 1000, 5))
  }
}
