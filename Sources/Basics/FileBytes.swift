import Glibc

/// Bytes of a file, mapped into memory and not copied: pages are read when they are first touched.
///
/// A value is a view of a range of the file; slices share the mapping, which ends with the last of
/// them. Every read is bounded and gives `nil` past the end, as untrusted files demand. Where another
/// program cuts the file short meanwhile, what is lost reads as zeros and ``checkIntact()`` throws.
public struct FileBytes: @unchecked Sendable {
  /// The bytes of this view. They are valid while the view lives.
  private let bytes: UnsafeRawBufferPointer
  private let owner: Memory

  /// Maps a whole file; an empty one gives an empty view.
  ///
  /// A pointer of Git LFS in the place of the file is an error, ``SystemError/gitPointer``.
  public init(mapping path: String) throws(SystemError) {
    owner = try Memory(mapping: path)
    bytes = owner.bytes
    if Self.isGitPointer(bytes) {
      throw SystemError(action: "read", path: path, code: SystemError.gitPointer)
    }
  }

  /// Whether bytes are the text that Git LFS leaves in the place of a file: it begins so, and has less
  /// than a kilobyte.
  public static func isGitPointer(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.count < 1024 && bytes.starts(with: pointerSignature)
  }

  private static let pointerSignature = Array("version https://git-lfs.github.com/spec/".utf8)

  /// A copy of bytes that are in memory already.
  public init(_ content: [UInt8]) {
    owner = Memory(copying: content)
    bytes = owner.bytes
  }

  private init(_ bytes: UnsafeRawBufferPointer, owner: Memory) {
    self.bytes = bytes
    self.owner = owner
  }

  /// How many bytes there are.
  public var count: Int { bytes.count }

  /// The byte at an offset, or `nil` outside the view.
  public func byte(at offset: Int) -> UInt8? {
    offset >= 0 && offset < count ? bytes[offset] : nil
  }

  /// The `length` bytes from `offset`, or `nil` where they are not all there.
  public func slice(at offset: Int, count length: Int) -> FileBytes? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return FileBytes(
      UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]), owner: owner)
  }

  /// The number whose little-endian bytes begin at `offset`, aligned or not.
  public func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at offset: Int
  ) -> Number? {
    guard offset >= 0, MemoryLayout<Number>.size <= count - offset else { return nil }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The bytes as text; what is no UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A copy of the bytes.
  public var array: [UInt8] { Array(bytes) }

  /// Everything from `offset` on, or `nil` past the end.
  public func suffix(from offset: Int) -> FileBytes? { slice(at: offset, count: count - offset) }

  /// Whether the bytes begin with `signature`.
  public func starts(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// Calls `body` with the bytes, which are valid only within.
  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(owner) {} }
    return try body(bytes)
  }

  /// Throws (`EIO`) where a read has met a part of the file that was cut off since it was mapped, and
  /// was given zeros: call it after the last read of what must be right.
  public func checkIntact() throws(SystemError) {
    if owner.hasLostPages { throw SystemError(action: "read", path: owner.path, code: EIO) }
  }
}

/// Memory that is unmapped or freed with its last view.
private final class Memory {
  let bytes: UnsafeRawBufferPointer
  let path: String
  private let isMapped: Bool
  private let watch: LostPages.Watch

  var hasLostPages: Bool { watch.hasFired }

  init(mapping path: String) throws(SystemError) {
    self.path = path
    let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(action: "read", path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(action: "read", path: path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw SystemError(action: "read", path: path, code: isFolder ? EISDIR : EINVAL)
    }
    isMapped = status.st_size > 0
    guard isMapped else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      watch = LostPages.Watch()
      return
    }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw SystemError(action: "read", path: path) }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    watch = LostPages.watch(bytes)
  }

  init(copying content: [UInt8]) {
    path = ""
    watch = LostPages.Watch()
    isMapped = false
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 16)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit {
    if isMapped {
      LostPages.end(watch)
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}
