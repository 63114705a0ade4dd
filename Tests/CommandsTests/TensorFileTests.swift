import Foundation
import Testing
import TestSupport

/// The files are NumPy's own; `scripts/parity/record_checkpoints.py` records them.
@Suite("NumPy's arrays in scripts")
struct TensorFileTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "LayersTests/Fixtures/checkpoints")
    .path(percentEncoded: false)

  private func run(_ script: String) throws -> Shell.Outcome {
    try withTemporaryFolder {
      try Shell.run(["-c", "folder = '\(Self.fixtures)'\n" + script], in: $0)
    }
  }

  @Test("an array is opened as a tensor", arguments: ["version1", "version2", "version3"])
  func opened(name: String) throws {
    let outcome = try run(
      """
      t = open(folder + "/\(name).npy")
      print(type(t), t.shape, t[1, 2].sum(), t[0, 0])
      """)
    #expect(
      outcome.output == "tensor (2, 3, 4) 86.0 tensor([0., 1., 2., 3.])\n", "\(outcome.messages)")
  }

  @Test("the arrays of an archive are tensors by their names", arguments: ["stored", "compressed"])
  func archive(name: String) throws {
    let outcome = try run(
      """
      z = open(folder + "/\(name).npz")
      print(type(z), [n for n in z])
      print(z["big_endian"], z["truth"], z["scalar"], z["unsigned"], z["empty"].shape)
      print(z["fortran"].shape, "plain" in z, "other" in z)
      try: z["plane"]
      except KeyError as e: print(e.message)
      try: z[0]
      except TypeError as e: print(e.message)
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.first == """
        checkpoint ["plain", "fortran", "big_endian", "half", "truth", "scalar", "unsigned", "empty"]
        """)
    #expect(lines.last == "the arrays of a checkpoint are chosen by their names")
    #expect(outcome.output.contains("(2, 3, 4) True False\n"))
  }

  @Test("what is saved is opened again as it was")
  func roundTrip() throws {
    let outcome = try run(
      """
      def again(x, name):
          save(x, name + ".npy")
          return open(name + ".npy")
      t = tensor([[1.5, -2], [0.1, 1e30]])
      print(again(t, "floats") == t, again(t, "floats").shape)
      i = tensor([[3, 1, 2], [9, 9, 4]]).argmax(axis=1)
      print(again(i, "ints"), again(i, "ints") == i)
      print(again(tensor([True, False]), "bools"))
      s = datasets.synthetic(count=1, size="24x32")[0]
      print(metrics.iou(again(s.target, "mask").mask(), s.target), again(s.image, "image").shape)
      print(again(tensors.zeros(0, 3), "empty").shape, again(2.5, "number"))
      """)
    #expect(
      outcome.output == """
        mask(2×2, area=4) (2, 2)
        tensor([0, 0]) tensor([True, True])
        tensor([ True, False])
        1.0 (24, 32, 3)
        (0, 3) 2.5

        """, "\(outcome.messages)")
  }

  @Test(
    "what no tensor can hold is refused",
    arguments: [
      ("open(folder + '/complex.npy')", "NumPy's type '<c8'"),
      ("open(folder + '/structured.npy')", "a structured type"),
      ("save('text', 'x.npy')", "a .npy file takes a tensor, a picture or numbers, got string"),
    ])
  func refused(script: String, message: String) throws {
    let outcome = try run(script)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test("whole numbers that a float rounds are refused, not rounded")
  func inexact() throws {
    let header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }"
    let outcome = try withTemporaryFolder { folder in
      var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
      bytes += Array(header.utf8) + Array(repeating: 0x20, count: 117 - header.utf8.count) + [0x0A]
      for number in [7, 123_456_789] { withUnsafeBytes(of: number) { bytes += Array($0) } }
      try Data(bytes).write(to: URL(filePath: folder + "/ids.npy"))
      return try Shell.run(["-c", "open ids.npy"], in: folder)
    }
    #expect(
      outcome.messages.contains("holds 123456789, which a tensor cannot"), "\(outcome.messages)")
  }
}
