import Tensors

/// Where a value lies: element i is at offset + Σ i[axis] · strides[axis] of a buffer, in floats.
///
/// Pictures lie channels-last, and transpositions, reshapes, slices and expansions are other views
/// of the same memory wherever strides can say so.
struct Placement: Equatable {
  var buffer: Int
  var offset: Int
  var shape: [Int]
  var strides: [Int]

  /// Compact memory, with the axes from the slowest to the fastest in this order.
  init(buffer: Int, shape: [Int], order: [Int]) {
    self.buffer = buffer
    self.shape = shape
    offset = 0
    strides = [Int](repeating: 1, count: shape.count)
    var step = 1
    for axis in order.reversed() {
      strides[axis] = step
      step *= shape[axis]
    }
  }

  /// The order in which a value's axes lie in memory where nothing speaks against it: channels last
  /// for pictures.
  static func defaultOrder(_ rank: Int) -> [Int] {
    rank == 4 ? [0, 2, 3, 1] : Array(0..<rank)
  }

  /// The axes from the slowest to the fastest.
  var order: [Int] {
    shape.indices.sorted { (strides[$0], shape[$0], -$0) > (strides[$1], shape[$1], -$1) }
  }

  /// Whether elements follow each other without gaps, in this order of the axes.
  func isCompact(_ order: [Int]) -> Bool {
    let compact = Placement(buffer: buffer, shape: shape, order: order)
    return shape.indices.allSatisfy { shape[$0] == 1 || strides[$0] == compact.strides[$0] }
  }

  func transposed(_ order: [Int]) -> Placement {
    var view = self
    view.shape = order.map { shape[$0] }
    view.strides = order.map { strides[$0] }
    return view
  }

  /// Some elements of an axis.
  func sliced(_ axis: Int, from start: Int, count: Int, step: Int = 1) -> Placement {
    var view = self
    view.offset += start * strides[axis]
    view.shape[axis] = count
    view.strides[axis] *= step
    return view
  }

  /// With extents of 1 repeated.
  func expanded(_ wanted: [Int]) -> Placement {
    var view = self
    let front = wanted.count - shape.count
    view.shape = wanted
    view.strides = wanted.indices.map { axis in
      axis < front || shape[axis - front] == 1 && wanted[axis] != 1 ? 0 : strides[axis - front]
    }
    return view
  }

  /// The same memory with other extents; nil where strides cannot say so.
  func reshaped(_ wanted: [Int]) -> Placement? {
    if shape.contains(0) {
      return Placement(buffer: buffer, shape: wanted, order: Array(wanted.indices))
    }
    var runs = mergedRuns[...]
    var view = self
    view.shape = wanted
    view.strides = wanted.map { _ in 0 }
    for axis in wanted.indices.reversed() where wanted[axis] != 1 {
      guard var run = runs.popLast(), run.extent % wanted[axis] == 0 else { return nil }
      view.strides[axis] = run.stride
      run.extent /= wanted[axis]
      run.stride *= wanted[axis]
      if run.extent > 1 { runs.append(run) }
    }
    return runs.isEmpty ? view : nil
  }

  /// Extents and strides after joining neighbouring axes that form one run, in logical order.
  private var mergedRuns: [(extent: Int, stride: Int)] {
    var runs: [(extent: Int, stride: Int)] = []
    for axis in shape.indices where shape[axis] != 1 {
      if let last = runs.last, last.stride == strides[axis] * shape[axis] {
        runs[runs.count - 1] = (last.extent * shape[axis], strides[axis])
      } else {
        runs.append((shape[axis], strides[axis]))
      }
    }
    return runs
  }
}

/// A feature map in a buffer that has no address yet.
struct MapPlace {
  var buffer: Int
  var offset: Int
  var shape: MapShape
  var pixelStride: Int
  var rowStride: Int
  var batchStride: Int

  /// The map at an address.
  func at(_ base: UnsafeMutablePointer<Float>) -> FeatureMap {
    var map = FeatureMap(base + offset, shape: shape)
    (map.pixelStride, map.rowStride, map.batchStride) = (pixelStride, rowStride, batchStride)
    return map
  }
}

extension Placement {
  /// The picture as a map; nil unless its channels are neighbours.
  var pictureMap: MapPlace? {
    guard shape.count == 4, strides[1] == 1 || shape[1] == 1 else { return nil }
    return MapPlace(
      buffer: buffer, offset: offset, shape: MapShape(shape), pixelStride: strides[3],
      rowStride: strides[2], batchStride: strides[0])
  }

  /// The value as a map whose channels are one of its axes; nil where the others do not join into
  /// three, or the axis's elements are no neighbours.
  func map(channels axis: Int) -> MapPlace? {
    let others = shape.indices.filter { $0 != axis }
    guard let joined = JoinedPlaces([self], axes: others + [axis], keepsLast: true) else {
      return nil
    }
    return joined.maps[0]
  }
}

/// Several values of one shape, some of them repeated along axes, as maps of the same pixels.
struct JoinedPlaces {
  private(set) var maps: [MapPlace] = []

  /// Joins axes that form one run in every value. The axes go from the slowest to the fastest; the
  /// channels are the last, where it is to be kept, or as many as are neighbours.
  init?(_ places: [Placement], axes: [Int], keepsLast: Bool = false) {
    guard let first = places.first else { return nil }
    var runs: [(extent: Int, strides: [Int])] = []
    for axis in axes {
      let run = (extent: first.shape[axis], strides: places.map { $0.strides[axis] })
      let isKept = keepsLast && axis == axes.last
      if run.extent == 1, !isKept { continue }
      if let last = runs.last, !isKept,
        zip(last.strides, run.strides).allSatisfy({ $0 == $1 * run.extent })
      {
        runs[runs.count - 1] = (last.extent * run.extent, run.strides)
      } else {
        runs.append(run)
      }
    }
    if runs.isEmpty { runs = [(1, places.map { _ in 1 })] }
    guard runs.count <= 4, let channels = runs.last else { return nil }
    for stride in channels.strides where stride != 1 && stride != 0 && channels.extent > 1 {
      return nil
    }
    let missing = (0..<4 - runs.count).map { _ in (extent: 1, strides: places.map { _ in 0 }) }
    let all = missing + runs
    guard all.allSatisfy({ $0.extent <= Int(Int32.max) }) else { return nil }
    maps = places.indices.map { index in
      func extent(_ run: Int) -> Int {
        all[run].strides[index] == 0 ? 1 : all[run].extent
      }
      return MapPlace(
        buffer: places[index].buffer, offset: places[index].offset,
        shape: MapShape(
          batch: extent(0), height: extent(1), width: extent(2), channels: extent(3)),
        pixelStride: all[2].strides[index], rowStride: all[1].strides[index],
        batchStride: all[0].strides[index])
    }
  }
}
