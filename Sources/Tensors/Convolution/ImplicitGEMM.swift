import CKernels

/// A convolution as a matrix product whose rows are found through pointers, so that no patch is copied.
struct ImplicitGEMM: ConvolutionKernel {
  private let sum: TapSum
  let workspaceCount: Int

  init(_ sum: TapSum, _ kernels: FastKernels) {
    self.sum = sum
    workspaceCount = sum.scratchPerThread * kernels.threads
  }

  var weightBytes: Int { sum.weightBytes }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let pixels = output.shape.batch * output.shape.height * output.shape.width
    let division = GEMMDivision(
      pixels: pixels, panels: sum.panels, block: sum.blockTiles * Int(CK_TILE),
      threads: kernels.threads)
    try sum.withLoopForm(input, output, residual) { form in
      try kernels.forEach(division.count) { piece, worker in
        let (rows, panels) = division.piece(piece)
        kernels.loops.pointee.convolve(
          form, rows.lowerBound, rows.upperBound, Int32(panels.lowerBound),
          Int32(panels.upperBound), scratch + worker * sum.scratchPerThread)
      }
    }
  }
}

/// How the pixels and panels of a product are divided among threads: by pixels while there are
/// enough of them, and also by panels where pictures are small.
struct GEMMDivision {
  private let pixels: Int
  private let panels: Int
  private let pixelsAPiece: Int
  private let panelsAPiece: Int
  private let panelPieces: Int

  init(pixels: Int, panels: Int, block: Int, threads: Int) {
    let wanted = threads == 1 ? 1 : threads * 4
    let tile = Int(CK_TILE)
    let even = (pixels + wanted - 1) / wanted
    let rows = min(block, max(even, 8 * tile))
    self.pixels = pixels
    self.panels = panels
    pixelsAPiece = (rows + tile - 1) / tile * tile
    let pixelPieces = (pixels + pixelsAPiece - 1) / pixelsAPiece
    let missing = max(1, wanted / max(pixelPieces, 1))
    panelsAPiece = max(1, (panels + missing - 1) / missing)
    panelPieces = (panels + panelsAPiece - 1) / panelsAPiece
  }

  var count: Int { (pixels + pixelsAPiece - 1) / pixelsAPiece * panelPieces }

  func piece(_ index: Int) -> (pixels: Range<Int>, panels: Range<Int>) {
    let row = index / panelPieces * pixelsAPiece
    let panel = index % panelPieces * panelsAPiece
    return (
      row..<min(row + pixelsAPiece, pixels), panel..<min(panel + panelsAPiece, panels)
    )
  }
}

extension TapSum {
  /// Every position of the kernel is a tap.
  static func plain(
    _ convolution: Convolution, _ kernels: FastKernels, _ store: PackedWeights
  ) throws -> TapSum {
    let positions = convolution.kernel.positions
    let taps = positions.map { at in
      Spatial(
        y: at.y * convolution.dilation.y - convolution.padding.top,
        x: at.x * convolution.dilation.x - convolution.padding.left)
    }
    return try TapSum(
      convolution, taps: taps, positions: positions, stride: convolution.stride, kernels,
      store)
  }
}

extension Spatial {
  /// All pairs below this one, row by row.
  var positions: [Spatial] {
    (0..<y).flatMap { y in (0..<x).map { Spatial(y: y, x: $0) } }
  }
}
