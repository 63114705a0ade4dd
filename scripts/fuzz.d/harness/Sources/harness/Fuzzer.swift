import Glibc

/// What libFuzzer calls with every input. The variable `FUZZ_TARGET` of
/// the environment names what is fuzzed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

private let target: FuzzTarget = {
  if let name = getenv("FUZZ_TARGET"), let target = FuzzTarget.named(String(cString: name)) {
    return target
  }
  print("FUZZ_TARGET must be one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
  exit(64)
}()
