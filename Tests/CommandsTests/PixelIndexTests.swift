import Imaging
import Language
import TestSupport
import Tensors
import Testing

@testable import Commands

/// One random term for an axis, with the positions that Python would choose, found by walking.
private struct RandomTerm {
  let term: IndexTerm
  let positions: [Int]
  let keepsAxis: Bool

  init(length: Int, _ random: inout TestRandom) {
    if Int.random(in: 0..<4, using: &random) == 0 {
      let index = Int.random(in: -length..<length, using: &random)
      term = .value(.int(index))
      positions = [index < 0 ? length + index : index]
      keepsAxis = false
      return
    }
    func bound() -> Int? {
      Bool.random(using: &random)
        ? nil : Int.random(in: -length - 3...length + 3, using: &random)
    }
    let (start, stop) = (bound(), bound())
    let steps = [nil, 1, 2, 3, -1, -2, 40, -40]
    let step = steps[Int.random(in: 0..<steps.count, using: &random)]
    term = .slice(
      start: start.map { .int($0) }, stop: stop.map { .int($0) }, step: step.map { .int($0) })
    positions = Self.walk(start, stop, step ?? 1, length)
    keepsAxis = true
  }

  /// From the start on, step by step, all that lies inside the axis and before the stop.
  private static func walk(_ start: Int?, _ stop: Int?, _ step: Int, _ length: Int) -> [Int] {
    func fromStart(_ bound: Int) -> Int { bound < 0 ? bound + length : bound }
    var position = start.map(fromStart) ?? (step > 0 ? 0 : length - 1)
    if step > 0 { position = max(position, 0) } else { position = min(position, length - 1) }
    let end = stop.map(fromStart)
    var found: [Int] = []
    while (0..<length).contains(position) {
      if let end, step > 0 ? position >= end : position <= end { break }
      found.append(position)
      position += step
    }
    return found
  }
}

@Suite("Pixels by index")
struct PixelIndexTests {
  /// The values of a plane as rows of a list of lists.
  private static func rows(_ plane: Plane) -> [[Float]] {
    (0..<plane.size.height).map { row in
      (0..<plane.size.width).map { plane[Pixel(row: row, column: $0)] }
    }
  }

  private static func plane(_ random: inout TestRandom) -> Plane {
    let size = Size(
      height: .random(in: 1...7, using: &random), width: .random(in: 1...7, using: &random))
    return Plane(
      size: size, values: (0..<size.count).map { _ in .random(in: -9...9, using: &random) })
  }

  @Test("a plane is read as a list of lists would be", arguments: 0..<60)
  func reads(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<20 {
      let plane = Self.plane(&random)
      let rows = RandomTerm(length: plane.size.height, &random)
      let columns = RandomTerm(length: plane.size.width, &random)
      let expected = rows.positions.flatMap { row in
        columns.positions.map { Self.rows(plane)[row][$0] }
      }
      let object = PlaneObject(plane)
      if rows.keepsAxis, columns.keepsAxis, expected.isEmpty {
        #expect(throws: Diagnostic.self) { try object.value(at: [rows.term, columns.term]) }
        continue
      }
      let value = try object.value(at: [rows.term, columns.term])
      if rows.keepsAxis, columns.keepsAxis {
        let size = Size(height: rows.positions.count, width: columns.positions.count)
        #expect(value.asObject(PlaneObject.self)?.plane == Plane(size: size, values: expected))
      } else if rows.keepsAxis || columns.keepsAxis {
        #expect(value.asObject(TensorObject.self)?.tensor.elements == expected)
      } else {
        #expect(value.asFloat == Double(expected[0]))
      }
    }
  }

  @Test("an assignment changes the chosen pixels and no others", arguments: 0..<60)
  func assigns(seed: Int) throws {
    var random = TestRandom(seed)
    for _ in 0..<20 {
      let plane = Self.plane(&random)
      let rows = RandomTerm(length: plane.size.height, &random)
      let columns = RandomTerm(length: plane.size.width, &random)
      var expected = Self.rows(plane)
      for row in rows.positions { for column in columns.positions { expected[row][column] = 77 } }
      let object = PlaneObject(plane)
      try object.assign(.int(77), at: [rows.term, columns.term])
      #expect(Self.rows(object.plane) == expected)
    }
  }

  @Test("a rectangle that is read and put back changes nothing", arguments: 0..<40)
  func putsBack(seed: Int) throws {
    var random = TestRandom(seed)
    let size = Size(
      height: .random(in: 1...6, using: &random), width: .random(in: 1...6, using: &random))
    let mask = random.mask(size, withIgnored: true)
    let image = Image(
      size: size, bytes: (0..<3 * size.count).map { _ in .random(in: 0...255, using: &random) })
    for _ in 0..<10 {
      let terms = [
        RandomTerm(length: size.height, &random), RandomTerm(length: size.width, &random),
      ]
      guard terms.allSatisfy({ !$0.positions.isEmpty && $0.keepsAxis }) else { continue }
      let (masks, images) = (MaskObject(mask), ImageObject(image))
      let choice = terms.map(\.term)
      try masks.assign(masks.value(at: choice), at: choice)
      #expect(masks.mask == mask)
      try images.assign(images.value(at: choice), at: choice)
      #expect(images.image == image)
      let channel = choice + [.value(.int(Int.random(in: 0..<3, using: &random)))]
      try images.assign(images.value(at: channel), at: channel)
      #expect(images.image == image)
    }
  }

  @Test("a mask as index chooses its object pixels, row by row", arguments: 0..<40)
  func byMask(seed: Int) throws {
    var random = TestRandom(seed)
    let plane = Self.plane(&random)
    let mask = random.mask(plane.size, withIgnored: true)
    let chosen = mask.codes.indices.filter { mask.codes[$0] == Mask.object }
    let object = PlaneObject(plane)
    let index = [IndexTerm.value(.object(MaskObject(mask)))]
    let values = try object.value(at: index).asObject(TensorObject.self)
    #expect(values?.tensor.elements == chosen.map { plane.values[$0] })
    try object.assign(.list(chosen.indices.map { .int($0) }), at: index)
    var expected = plane.values
    for (number, offset) in chosen.enumerated() { expected[offset] = Float(number) }
    #expect(object.plane.values == expected)
  }
}
