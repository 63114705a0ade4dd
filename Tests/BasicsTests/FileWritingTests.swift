import Glibc
import TestSupport
import Testing

@testable import Basics

@Suite("Writing files")
struct FileWritingTests {
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : 0
  }

  @Test("a file that is replaced keeps its mode, and nothing else is left in the folder")
  func keepsMode() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/secret"
      try Files.write([1], to: path)
      chmod(path, 0o600)
      try Files.write([2, 3], to: path)
      #expect(mode(path) & 0o777 == 0o600)
      #expect(try Files.read(path) == [2, 3])
      #expect(hidden(in: folder) == ["secret"])
    }
  }

  @Test("behind a link, also behind one to nothing yet, the file is written that it leads to")
  func followsLinks() throws {
    try withTemporaryFolder { folder in
      try Files.makeFolder(folder + "/runs")
      try Files.write([1], to: folder + "/runs/1")
      symlink("runs/1", folder + "/latest")
      symlink("latest", folder + "/best")
      symlink("runs/2", folder + "/next")
      try Files.write([2], to: folder + "/best")
      try Files.write([3], to: folder + "/next")
      #expect(try Files.read(folder + "/runs/1") == [2])
      #expect(try Files.read(folder + "/runs/2") == [3])
      for name in ["latest", "best", "next"] {
        #expect(mode(folder + "/" + name) & S_IFMT == S_IFLNK)
      }
    }
  }

  @Test("links that lead to each other are an error")
  func circle() throws {
    try withTemporaryFolder { folder in
      symlink("b", folder + "/a")
      symlink("a", folder + "/b")
      let error = #expect(throws: SystemError.self) { try Files.write([1], to: folder + "/a") }
      #expect(error?.code == ELOOP)
    }
  }

  @Test("devices are written through and stay devices")
  func devices() throws {
    try Files.write([1, 2, 3], to: "/dev/null")
    let error = #expect(throws: SystemError.self) { try Files.write([1], to: "/dev/full") }
    #expect(error?.code == ENOSPC)
    #expect(mode("/dev/full") & S_IFMT == S_IFCHR)
    #expect(mode("/dev/null") & S_IFMT == S_IFCHR)
  }

  @Test("a pipe hands more on than it holds")
  func pipe() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/pipe"
      mkfifo(path, 0o600)
      let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
      let reader = NativeThread.start {
        let got = try? Files.read(path)
        #expect(got == content)
      }
      try Files.write(content, to: path)
      if let reader { pthread_join(reader, nil) }
      #expect(mode(path) & S_IFMT == S_IFIFO)
    }
  }

  @Test("an open descriptor is written, not replaced")
  func descriptor() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log"
      let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      try Files.write([1], to: "/dev/fd/\(file)")
      try Files.write([2], to: "/proc/self/fd/\(file)")
      close(file)
      #expect(try Files.read(path) == [1, 2])
    }
  }

  @Test("writers of one name at once leave one of their contents, whole")
  func concurrently() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/shared"
      try Files.write([UInt8](repeating: 0, count: 50_000), to: path)
      try ThreadPool().forEach(count: 200, threads: 8) { index in
        if index % 2 == 0 {
          try Files.write([UInt8](repeating: UInt8(index), count: 50_000 + index), to: path)
        } else {
          let content = try Files.read(path)
          #expect(content.count >= 50_000 && Set(content).count == 1)
        }
      }
      #expect(hidden(in: folder) == ["shared"])
    }
  }

  @Test("a read-only file, a folder, and a folder that is missing are errors and leave nothing")
  func refused() throws {
    try withTemporaryFolder { folder in
      #expect(throws: SystemError(action: "write", path: folder, code: EISDIR)) {
        try Files.write([1], to: folder)
      }
      let missing = folder + "/no/file"
      #expect(throws: SystemError(action: "write", path: missing, code: ENOENT)) {
        try Files.write([1], to: missing)
      }
      #expect(hidden(in: folder) == [])
    }
  }

  @Test("what is being written is removed by the handler of a signal")
  func removedBySignal() throws {
    try withTemporaryFolder { folder in
      let names = TemporaryNames()
      let file = TemporaryFile(beside: folder + "/result", names: names)
      #expect(hidden(in: folder).count == 1)
      names.removeAll()
      #expect(hidden(in: folder) == [])
      file?.remove()
    }
  }

  /// All names in a folder, those that begin with a dot included.
  private func hidden(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
