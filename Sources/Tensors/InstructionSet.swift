import CKernels
import Glibc

/// An instruction set that the inner loops are compiled for; one binary holds them all.
///
/// The best one that the processor can run is chosen when the program starts. The environment
/// variable `SEGUE_ISA` with one of the names below forces another, so that results can be pinned
/// across machines: within one set the same inputs give the same bits.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Eight lanes and fused multiply-add.
  case avx2
  /// What every x86-64 processor has: four lanes, SSE2.
  case baseline
  /// Plain C, for any processor.
  case portable

  /// The set that this process uses: `SEGUE_ISA`'s where that is given and runs here, or the best.
  public static let current: InstructionSet = {
    let forced = getenv("SEGUE_ISA").flatMap { InstructionSet(rawValue: String(cString: $0)) }
    if let forced, forced.isSupported { return forced }
    return allCases.first(where: \.isSupported) ?? .portable
  }()

  /// The sets that this processor can run, the best first.
  public static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

  /// Whether this processor can run the set.
  public var isSupported: Bool { table != nil }

  private var table: UnsafePointer<ck_kernels>? {
    switch self {
    case .avx2: ck_avx2()
    case .baseline: ck_sse2()
    case .portable: ck_portable()
    }
  }

  /// The loops of this set, or the portable ones where the processor cannot run it.
  var loops: UnsafePointer<ck_kernels> { table ?? ck_portable() }
}
