import Glibc

/// The machine of a thread that runs a function for a parallel region, so that calls from the host
/// within it stay on that machine.
enum WorkerMachine {
  static func current(of interpreter: Interpreter) -> Machine? {
    guard Region.current != Region.session, let known = pthread_getspecific(key) else { return nil }
    let machine = Unmanaged<Machine>.fromOpaque(known).takeUnretainedValue()
    return machine.interpreter === interpreter ? machine : nil
  }

  static func with<Result>(_ machine: Machine, _ body: (Machine) throws -> Result) rethrows
    -> Result
  {
    let outer = pthread_getspecific(key)
    pthread_setspecific(key, Unmanaged.passUnretained(machine).toOpaque())
    defer { pthread_setspecific(key, outer) }
    return try withExtendedLifetime(machine) { try body(machine) }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}
