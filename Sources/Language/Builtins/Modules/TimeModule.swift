import Glibc

/// The namespace `clock`: the time, for measuring and for names of files. (`time` begins a timed statement.)
func makeClockModule() -> ModuleObject {
  let module = ModuleObject("clock", summary: "the time")
  let functions: [BuiltinFunction] = [
    BuiltinFunction("now", "", "seconds since 1970, UTC") { _ in
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return .float(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    },
    BuiltinFunction("seconds", "", "seconds of a clock that only goes forward, to measure with") {
      _ in
      .float(Double(Timer.now()) / 1e9)
    },
    BuiltinFunction("sleep", "seconds, /", "waits") { call in
      try sleepInterruptibly(try call.number(0, "seconds"))
      return .none
    },
    BuiltinFunction(
      "text", "seconds=now, format=\"%Y-%m-%d %H:%M:%S\"", "a time as text, in the local zone"
    ) { call in
      let seconds = call.optional(0) == nil ? Double(time(nil)) : try call.number(0, "seconds")
      let format = call.optional(1) == nil ? "%Y-%m-%d %H:%M:%S" : try call.string(1, "format")
      return .string(try timeText(seconds, format))
    },
  ]
  for function in functions {
    module.define(function.name, Value(function), summary: function.summary)
  }
  return module
}

private func sleepInterruptibly(_ seconds: Double) throws {
  guard seconds >= 0, seconds.isFinite else {
    throw Diagnostic.value("sleep: the time is \(seconds), want a number of seconds from 0 on")
  }
  let end = Double(Timer.now()) / 1e9 + seconds
  while true {
    try Interruption.check()
    let left = end - Double(Timer.now()) / 1e9
    guard left > 0 else { return }
    usleep(UInt32(min(left, 0.02) * 1e6))
  }
}

private func timeText(_ seconds: Double, _ format: String) throws -> String {
  guard seconds.magnitude < 1e11, format.utf8.count < 1000 else {
    throw Diagnostic.value("text: the time \(seconds) is outside the calendar")
  }
  var moment = time_t(seconds.rounded(.down))
  var parts = tm()
  localtime_r(&moment, &parts)
  var buffer = [CChar](repeating: 0, count: 8192)
  let count = strftime(&buffer, buffer.count, format, &parts)
  return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
