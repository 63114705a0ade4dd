import CKernels

extension FastKernels {
  /// See ``Kernels``.
  public func attend(
    _ attention: Attention, into output: FeatureMap, workspace: Workspace
  ) throws {
    try attention.check(output)
    guard output.shape.count > 0 else { return }
    let plan = AttentionPlan(attention, threads: threads)
    let scratch = workspace.floats(plan.workspaceCount)
    plan.prepareConstants(scratch)
    try forEach(plan.pairs) { pair in plan.pack(pair, scratch) }
    try forEach(plan.pairs * plan.blocks) { piece, worker in
      plan.attend(
        pair: piece / plan.blocks, block: piece % plan.blocks, output, scratch, worker, loops)
    }
  }
}

/// Where the parts of an attention lie in the workspace, and how one block of queries is computed:
/// products with the packed keys, softmax in place, products with the packed values.
private struct AttentionPlan {
  private static let queriesABlock = 48

  private let attention: Attention
  private let keyCount: Int
  private let valueCount: Int
  private let scoreStride: Int
  private let scoreCount: Int
  private let pointerCount: Int
  private let constantCount: Int
  private let threads: Int

  init(_ attention: Attention, threads: Int) {
    self.attention = attention
    self.threads = threads
    let panel = Int(CK_PANEL)
    func padded(_ count: Int) -> Int { (count + panel - 1) / panel * panel }
    keyCount = padded(attention.keyTokens) * attention.keyChannels
    valueCount = padded(attention.valueChannels) * attention.keyTokens
    scoreStride = padded(attention.keyTokens)
    scoreCount = Self.queriesABlock * scoreStride
    pointerCount = 2 * 3 * Int(CK_TILE) * (Self.queriesABlock / Int(CK_TILE))
    constantCount = 2 * max(scoreStride, padded(attention.valueChannels))
  }

  /// Pairs of a picture and a head.
  var pairs: Int { attention.queries.shape.batch * attention.heads }

  /// Blocks of queries.
  var blocks: Int { (attention.queryTokens + Self.queriesABlock - 1) / Self.queriesABlock }

  var workspaceCount: Int {
    constantCount + pairs * (keyCount + valueCount) + threads * (scoreCount + pointerCount)
  }

  /// Zeros for the products' bias, and the scale of every key.
  func prepareConstants(_ scratch: UnsafeMutablePointer<Float>) {
    scratch.update(repeating: 0, count: constantCount / 2)
    (scratch + constantCount / 2).update(repeating: attention.scale, count: constantCount / 2)
  }

  func pack(_ pair: Int, _ scratch: UnsafeMutablePointer<Float>) {
    let (picture, head) = (pair / attention.heads, pair % attention.heads)
    let (keys, values) = (attention.keys, attention.values)
    let packed = scratch + constantCount + pair * (keyCount + valueCount)
    var start = 0
    ck_pack_taps(
      keys.pixel(picture, 0, 0) + head * attention.keyChannels, scratch + constantCount / 2,
      &start, 1, Int32(attention.keyChannels), 1, Int32(attention.keyTokens), keys.pixelStride,
      packed)
    ck_pack_taps(
      values.pixel(picture, 0, 0) + head * attention.valueChannels, nil, &start, 1,
      Int32(attention.keyTokens), values.pixelStride, Int32(attention.valueChannels), 1,
      packed + keyCount)
  }

  func attend(
    pair: Int, block: Int, _ output: FeatureMap, _ scratch: UnsafeMutablePointer<Float>,
    _ worker: Int, _ loops: UnsafePointer<ck_kernels>
  ) {
    let (picture, head) = (pair / attention.heads, pair % attention.heads)
    let first = block * Self.queriesABlock
    let count = min(Self.queriesABlock, attention.queryTokens - first)
    let packed = scratch + constantCount + pair * (keyCount + valueCount)
    let own =
      scratch + constantCount + pairs * (keyCount + valueCount)
      + worker * (scoreCount + pointerCount)
    let queries = tokens(attention.queries, picture, first, count, head * attention.keyChannels)
    let scores = ck_map(
      data: own, batch: 0, row: 0, pixel: scoreStride, height: 1, width: Int32(count))
    multiply(
      queries, packed, depth: attention.keyChannels, columns: attention.keyTokens, scores,
      bias(picture, head, first, count), scratch, own + scoreCount, loops)
    loops.pointee.softmax(own, scoreStride, 1, Int32(count), Int32(attention.keyTokens))
    let target = tokens(output, picture, first, count, head * attention.valueChannels)
    multiply(
      scores, packed + keyCount, depth: attention.keyTokens, columns: attention.valueChannels,
      target, ck_map(), scratch, own + scoreCount, loops)
  }

  private func tokens(
    _ map: FeatureMap, _ picture: Int, _ first: Int, _ count: Int, _ channel: Int
  ) -> ck_map {
    ck_map(
      data: map.pixel(picture, 0, first) + channel, batch: 0, row: 0, pixel: map.pixelStride,
      height: 1, width: Int32(count))
  }

  private func bias(_ picture: Int, _ head: Int, _ first: Int, _ count: Int) -> ck_map {
    guard let bias = attention.bias else { return ck_map() }
    return ck_map(
      data: bias.pixel(bias.shape.batch == 1 ? 0 : picture, head, first), batch: 0, row: 0,
      pixel: bias.pixelStride, height: 1, width: Int32(count))
  }

  /// output = rows × packed matrix + residual.
  private func multiply(
    _ rows: ck_map, _ packed: UnsafeMutablePointer<Float>, depth: Int, columns: Int,
    _ output: ck_map, _ residual: ck_map, _ zeros: UnsafeMutablePointer<Float>,
    _ pointers: UnsafeMutablePointer<Float>, _ loops: UnsafePointer<ck_kernels>
  ) {
    var origin: Int32 = 0
    let panels = (columns + Int(CK_PANEL) - 1) / Int(CK_PANEL)
    withUnsafePointer(to: &origin) { origin in
      var form = ck_convolution(
        input: rows, output: output, residual: residual, stride_y: 1, stride_x: 1, taps: 1,
        tap_y: origin, tap_x: origin, depth: Int32(depth), output_channels: Int32(columns),
        panel_channel: nil, weights: packed, bias: zeros, zeros: zeros,
        block_tiles: Int32(Self.queriesABlock / Int(CK_TILE)),
        activation: Activation.identity.loopForm(slopes: nil))
      loops.pointee.convolve(&form, 0, Int(rows.width), 0, Int32(panels), pointers)
    }
  }
}
