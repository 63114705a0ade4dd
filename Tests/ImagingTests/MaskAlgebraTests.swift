import Testing
import TestSupport

@testable import Imaging

@Suite("Mask algebra")
struct MaskAlgebraTests {
  let first = mask(
    """
    ##..
    ##..
    ??##
    """)
  let second = mask(
    """
    #.#.
    ?.?#
    ##.#
    """)

  @Test("each operation is the set operation of its name, and ignored pixels spread")
  func operations() throws {
    #expect(try first.intersection(second).picture == "#...\n?.?.\n??.#")
    #expect(try first.union(second).picture == "###.\n?#?#\n??##")
    #expect(try first.symmetricDifference(second).picture == ".##.\n?#?#\n??#.")
    #expect(try first.subtracting(second).picture == ".#..\n?#?.\n??#.")
    #expect(first.inverted.picture == "..##\n..##\n??..")
  }

  @Test("masks of two sizes are refused")
  func sizes() {
    #expect(throws: SizesDiffer.self) { try first.union(mask("#")) }
  }
}
