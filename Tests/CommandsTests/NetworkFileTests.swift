import Basics
import Foundation
import Layers
import Tensors
import Testing
import TestSupport

@Suite("Networks in ONNX files")
struct NetworkFileTests {
  /// sigmoid of the sum over a picture's channels plus the clicks' first channel.
  static func toy() throws -> [UInt8] {
    let builder = GraphBuilder()
    let image = builder.input("image", shape: [1, 3, nil, nil])
    let clicks = builder.input("clicks", shape: [1, 3, nil, nil])
    let sum = image.reduced(.sum, axes: [1]) + clicks.reduced(.sum, axes: [1])
    return try builder.finish(["logits": builder.module("head") { relu(sum) }]).onnxBytes()
  }

  private func run(_ script: String) throws -> Shell.Outcome {
    try withTemporaryFolder { folder in
      try Files.write(Self.toy(), to: folder + "/toy.onnx")
      return try Shell.run(["-c", script], in: folder)
    }
  }

  @Test("inspect lists inputs, outputs, operators and parameters")
  func inspect() throws {
    let outcome = try run(
      """
      f = inspect("toy.onnx")
      print(f)
      print(f.inputs["image"], f.operators["Relu"], f.parameters, f.opset)
      """)
    #expect(
      outcome.output == """
        toy.onnx: operator set 17, written by segue
        inputs      image 1×3×height×width
                    clicks 1×3×height×width
        outputs     logits
        operators   ReduceSum 2, Add 1, Identity 1, Relu 1
        parameters  0
        [1, 3, None, None] 1 0 17

        """, "\(outcome.messages)")
  }

  @Test("a declared network predicts, is evaluated, and is saved as a file that does the same")
  func declared() throws {
    let outcome = try run(
      """
      inputs = {"image": "image", "clicks": ["previous", "positive", "negative"]}
      net = models.onnx("toy.onnx", inputs=inputs, multiple=8, pad=True)
      s = datasets.synthetic(count=1, size="20x30")[0]
      clicks = [robots.center()(~s.target, s.target, [])]
      y = predict(net, s, clicks)
      print(net.name, y.size, len(evaluate(net, "synthetic", limit=1, clicks=2)))
      save net again.onnx
      again = models.onnx("again.onnx", inputs=inputs, multiple=8, pad=True)
      print(abs(predict(again, s, clicks) - y).max())
      """)
    #expect(outcome.output == "toy (20, 30) 1\n0.0\n", "\(outcome.messages)")
  }

  @Test("an encoding fills channels by its value as by its name")
  func encodings() throws {
    let outcome = try run(
      """
      def declared(clicks):
          return models.onnx("toy.onnx", inputs={"image": "image", "clicks": clicks}, multiple=8)
      s = datasets.synthetic(count=1, size="20x30")[0]
      def y(net):
          return predict(net, s, [click(3, 4), click(9, 20, positive=False)])
      named = y(declared(["previous", "positive", "negative"]))
      print(abs(y(declared(["previous", encodings.disks()])) - named).max())
      print(abs(y(declared(["previous", encodings.disks(radius=2)])) - named).max() > 0)
      print(abs(y(declared(encodings.stack([encodings.previous(), "disks"]))) - named).max())
      """)
    #expect(outcome.output == "0.0\nTrue\n0.0\n", "\(outcome.messages)")
  }

  @Test(
    "what a declaration lacks is said with what the file has",
    arguments: [
      ("models.onnx(\"toy.onnx\")", ["'image' 1×3×?×?", "'clicks' 1×3×?×?", "inputs={"]),
      ("open toy.onnx", ["'image' 1×3×?×?"]),
      (
        "models.onnx(\"toy.onnx\", inputs={\"image\": \"image\"})",
        ["nothing is declared to fill 'clicks'"]
      ),
      (
        "models.onnx(\"toy.onnx\", inputs={\"img\": \"image\"})",
        ["no input 'img'", "its inputs are 'image', 'clicks'"]
      ),
      (
        "models.onnx(\"toy.onnx\", inputs={\"image\": \"image\", \"clicks\": [\"positive\"]})",
        ["takes 3 channels, but is given 1"]
      ),
      (
        "models.onnx(\"toy.onnx\", inputs={\"image\": \"image\", \"clicks\": [\"positiv\"]})",
        ["no channel is named 'positiv'", "did you mean 'positive'?"]
      ),
      (
        "models.onnx(\"toy.onnx\", inputs={\"image\": \"image\", \"clicks\": \"image\"}, output=\"y\")",
        ["no output 'y'", "its outputs are 'logits'"]
      ),
      (
        "models.onnx(\"toy.onnx\", inputs={\"image\": \"image\", \"clicks\": [3]})",
        ["a channel is a word or an encoding, got int"]
      ),
      ("models.onnx(\"toy.onnx\", inputs=\"image\")", ["the network has 2 inputs"]),
      ("models.onnx(\"toy.onnx\", std=0)", ["none is 0"]),
      (
        "datasets.compose([datasets.synthetic(count=1), datasets.synthetic(count=2)], ratios=[1])",
        ["the ratios are 1, and the data sets 2"]
      ),
      ("save models.geodesic() x.onnx", ["is no network"]),
    ])
  func wrong(script: String, texts: [String]) throws {
    let outcome = try run(script)
    #expect(outcome.status != 0)
    for text in texts { #expect(outcome.messages.contains(text), "\(outcome.messages)") }
  }

  @Test("errors of a network's run are words with the node, and a flag allows more memory")
  func runErrors() throws {
    try withTemporaryFolder { folder in
      let builder = GraphBuilder()
      let x = builder.input("x", shape: [1, 3, nil, nil])
      let wide = builder.module("grow") {
        builder.add(.tile, x, builder.constant([1, 1, 1024, 64]))
      }
      let y = wide.reduced(.mean, axes: [1, 2, 3])
      try Files.write(builder.finish(["y": y]).onnxBytes(), to: folder + "/grow.onnx")
      let bad = GraphBuilder()
      let z = bad.input("x", shape: [1, 3, nil, nil])
      let parts = bad.add(.split(axis: 1, parts: 3), [z], outputs: 3)
      let sum = parts[0] + bad.add(.reshape(allowsZero: false), parts[1], bad.constant([7, -1]))
      try Files.write(bad.finish(["y": sum]).onnxBytes(), to: folder + "/bad.onnx")
      let sample = "s = datasets.synthetic(count=1, size=\"32x32\")[0]\n"
      let grown = try Shell.run(["-c", sample + "predict(\"grow.onnx\", s, [])"], in: folder)
      #expect(grown.status == 70)
      for text in [
        "the node '/grow/Tile' (Tile) of 1×3×32×32", "values would take", "at most 2.0 GiB",
        "memory=4",
      ] {
        #expect(grown.messages.contains(text), "\(grown.messages)")
      }
      let less = try Shell.run(
        ["-c", sample + "predict(models.onnx(\"grow.onnx\", memory=0.001), s, [])"], in: folder)
      #expect(less.messages.contains("at most 2 MiB"), "\(less.messages)")
      let wrong = try Shell.run(["-c", sample + "predict(\"bad.onnx\", s, [])"], in: folder)
      #expect(wrong.messages.contains("error: the node '/Reshape' (Reshape) of 1×1×32×32, 2: "))
      #expect(!wrong.messages.contains("GraphError"), "\(wrong.messages)")
    }
  }

  @Test("the layers of a file have names, and inspect shows one")
  func layers() throws {
    try withTemporaryFolder { folder in
      let builder = GraphBuilder()
      let x = builder.input("x", shape: [1, 3, nil, nil])
      let y = builder.module("head") { builder.module("act") { relu(x) }.reduced(.sum, axes: [1]) }
      try Files.write(builder.finish(["y": y]).onnxBytes(), to: folder + "/net.onnx")
      let outcome = try Shell.run(
        [
          "-c",
          """
          net = open("net.onnx")
          print(net.layers)
          print(inspect("net.onnx", layer="head.act").shape)
          print(net.activation("head", datasets.synthetic(count=1, size="32x64")[0].image).shape)
          """,
        ], in: folder)
      #expect(
        outcome.output == """
          ["head.act", "head"]
          (1, 3, 224, 224)
          (1, 1, 32, 64)

          """, "\(outcome.messages)")
      let unknown = try Shell.run(["inspect", "net.onnx", "--layer", "head.acts"], in: folder)
      #expect(unknown.messages.contains("did you mean 'head.act'?"), "\(unknown.messages)")
      let folderToo = try Shell.run(["inspect", ".", "--layer", "head"], in: folder)
      #expect(folderToo.messages.contains("is no network, and has no layer 'head'"))
    }
  }

  @Test("clicks as coordinates, and weights that are NaN, are told")
  func points() throws {
    try withTemporaryFolder { folder in
      let builder = GraphBuilder()
      let image = builder.input("image", shape: [1, 3, nil, nil])
      let points = builder.input("point_coords", shape: [1, nil, 2])
      let labels = builder.input("point_labels", shape: [1, nil], kind: .integer)
      let weight = builder.parameter("w", Tensor([1, .nan, 3]))
      let shift = builder.add(.cast(.float), labels).reduced(.sum, axes: nil, keepsAxes: false)
      let y =
        image * weight.reshaped([1, 3, 1, 1]) + points.reduced(.sum, axes: nil, keepsAxes: false)
      try Files.write(builder.finish(["y": y + shift]).onnxBytes(), to: folder + "/sam.onnx")
      let plain = try Shell.run(["-c", "models.onnx(\"sam.onnx\")"], in: folder)
      for text in [
        "'point_coords' 1×?×2", "'point_labels' 1×? of whole numbers",
        "a function f(image, z, clicks)",
      ] {
        #expect(plain.messages.contains(text), "\(plain.messages)")
      }
      #expect(plain.messages.contains("the weight 'w' of 'sam.onnx' holds NaN: 1 of 3 numbers"))
      let declared = try Shell.run(
        [
          "-c",
          "models.onnx(\"sam.onnx\", inputs={\"image\": \"image\", \"point_coords\": \"positive\", \"point_labels\": \"negative\"})",
        ], in: folder)
      #expect(declared.messages.contains("drawn as channels such as disks"), "\(declared.messages)")
    }
  }

  @Test("a pointer of Git LFS in the place of a network or of weights is named")
  func pointers() throws {
    try withTemporaryFolder { folder in
      let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:12ab\nsize 99\n"
      for name in ["net.onnx", "net.pth", "net.safetensors", "data.npz"] {
        try Files.write(Array(pointer.utf8), to: folder + "/" + name)
        let outcome = try Shell.run(["inspect", name], in: folder)
        #expect(outcome.status == 66, "\(outcome.messages)")
        #expect(outcome.messages.contains("Git LFS pointer"), "\(outcome.messages)")
        #expect(outcome.messages.contains("git lfs pull"), "\(outcome.messages)")
      }
      let weights = try Shell.run(["-c", "models.unet(weights=\"net.pth\")"], in: folder)
      #expect(weights.messages.contains("git lfs pull"), "\(weights.messages)")
    }
  }

  @Test("a file that is no network is an error that says so")
  func damaged() throws {
    try withTemporaryFolder { folder in
      try Files.write(Array(Self.toy().dropLast(9)), to: folder + "/cut.onnx")
      let outcome = try Shell.run(["inspect", "cut.onnx"], in: folder)
      #expect(outcome.status == 66, "\(outcome.messages)")
      #expect(outcome.messages.contains("no ONNX file, or a damaged one"), "\(outcome.messages)")
      #expect(outcome.messages.contains("cut.onnx"), "\(outcome.messages)")
    }
  }
}

/// What `scripts/parity/record_u2netp.py` has written.
private struct RecordedSaliency: Decodable {
  let ious: [String: Double]

  static func load() throws -> RecordedSaliency {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/u2netp.json")
    return try JSONDecoder().decode(RecordedSaliency.self, from: try Data(contentsOf: path))
  }
}

@Suite("u2netp on GrabCut", .enabled(if: Shared.isPresent, Shared.absence))
struct SaliencyTests {
  #if DEBUG
    /// The kernels are slow without optimisation: one image shows that all parts fit together.
    static let limit = 1
  #else
    static let limit = 32
  #endif

  @Test("without a click, the masks are those that ONNX Runtime's output gives")
  func grabcut() throws {
    let script = """
      net = models.onnx(args[0], range="maximum", mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225],
                        output="1959", activation="minmax", interpolation="lanczos", antialias=True)
      r = evaluate(net, args[1], clicks=1, thresh=127/255, limit=int(args[2]))
      for row in r:
          print(row.id, row.ious[0])
      """
    let outcome = try Shell.run([
      "-c", script, Shared.path("data/weights/u2netp.onnx"), Shared.path("data/grabcut"),
      "\(Self.limit)",
    ])
    let recorded = try RecordedSaliency.load()
    let rows = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.count == Self.limit, "\(outcome.messages)")
    var ious: [Double] = []
    for row in rows {
      let iou = try #require(Double(row[1]))
      let expected = try #require(recorded.ious[String(row[0])])
      #expect(abs(iou - expected) < 0.003, "\(row[0]): \(iou), recorded \(expected)")
      ious.append(iou)
    }
    guard ious.count == 32 else { return }
    #expect(abs(ious.reduce(0, +) / 32 - 0.8364) < 0.0005)
    #expect(ious.filter { $0 >= 0.85 }.count == 23)
    #expect(ious.filter { $0 >= 0.9 }.count == 21)
  }
}
