import Basics

extension Machine {
  /// Runs instructions from the current frame on until the frame that the loop was entered for returns.
  ///
  /// The common cases of each instruction stand here and touch no reference counts; the rest is in
  /// functions of their own, so that this one keeps its variables in registers of the processor.
  func execute() throws -> Value {
    var frame = frames + current
    var r = Registers(frame.pointee.base)
    var constants = frame.pointee.header.pointee.constants
    var globals = frame.pointee.header.pointee.globals
    var pc = frame.pointee.next

    @inline(__always) func reload() {
      frame = frames + current
      r = Registers(frame.pointee.base)
      constants = frame.pointee.header.pointee.constants
      globals = frame.pointee.header.pointee.globals
      pc = frame.pointee.next
    }
    @inline(__always) func jump(_ target: Int32) {
      pc = frame.pointee.header.pointee.instructions + Int(target)
    }

    while true {
      do {
        while true {
          let i = pc.pointee
          pc += 1
          switch i.operation {
          case .move: r.copy(i.b, to: i.a)
          case .take: r.take(i.b, to: i.a)
          case .loadConstant: r.copy(from: constants + Int(i.d), to: i.a)
          case .loadInt: r.setInt(i.a, Int(i.d))
          case .loadSpecial: r.setSpecial(i.a, Int(i.d))
          case .checkSet:
            if r.tag(i.a) == Slot.special, r.payload(i.a) == Special.unset {
              throw unset(constants[Int(i.d)])
            }

          case .makeCell: r[i.a] = Value(Cell(r[i.a]))
          case .loadCell: try loadCell(r, i, constants)
          case .storeCell: try storeCell(r, i)
          case .loadCaptured: try loadCaptured(r, i, frame.pointee.captures, constants)
          case .storeCaptured: try storeCaptured(r, i, frame.pointee.captures)
          case .loadGlobal:
            let source = globals + Int(i.d)
            let slot = UnsafeRawPointer(source).assumingMemoryBound(to: Slot.self)
            if slot.pointee.tag == Slot.special, slot.pointee.payload == Special.unset {
              throw unset(constants[Int(i.e)])
            }
            r.copy(from: source, to: i.a)
          case .storeGlobal: try storeGlobal(r, i, frame.pointee.header)
          case .addGlobal:
            let module = Registers(globals + Int(i.d))
            if module.tag(0) == Slot.int, r.tag(i.b) == Slot.int, region == Region.session {
              let (sum, over) = module.payload(0).addingReportingOverflow(r.payload(i.b))
              if !over {
                module.slot(0).pointee.payload = sum
                continue
              }
            }
            try addToGlobal(r, i, frame.pointee.header, constants)
          case .deleteGlobal: try deleteGlobal(i, frame.pointee.header, constants)
          case .loadLate: try loadLate(r, i, globals, constants)

          case .add:
            if r.areInts(i.b, i.c) {
              let (sum, over) = r.payload(i.b).addingReportingOverflow(r.payload(i.c))
              if !over {
                r.setInt(i.a, sum)
                continue
              }
            } else if r.areFloats(i.b, i.c) {
              r.setFloat(i.a, r.float(i.b) + r.float(i.c))
              continue
            }
            try addSlowly(r, i)
          case .subtract:
            if r.areInts(i.b, i.c) {
              let (difference, over) = r.payload(i.b).subtractingReportingOverflow(r.payload(i.c))
              if !over {
                r.setInt(i.a, difference)
                continue
              }
            } else if r.areFloats(i.b, i.c) {
              r.setFloat(i.a, r.float(i.b) - r.float(i.c))
              continue
            }
            try computeSlowly(.subtract, r, i)
          case .multiply:
            if r.areInts(i.b, i.c) {
              let (product, over) = r.payload(i.b).multipliedReportingOverflow(by: r.payload(i.c))
              if !over {
                r.setInt(i.a, product)
                continue
              }
            } else if r.areFloats(i.b, i.c) {
              r.setFloat(i.a, r.float(i.b) * r.float(i.c))
              continue
            }
            try computeSlowly(.multiply, r, i)
          case .divide:
            if r.areFloats(i.b, i.c), r.float(i.c) != 0 {
              r.setFloat(i.a, r.float(i.b) / r.float(i.c))
              continue
            }
            try computeSlowly(.divide, r, i)
          case .floorDivide:
            if r.areInts(i.b, i.c), r.payload(i.c) > 0 {
              r.setInt(i.a, floorDivided(r.payload(i.b), r.payload(i.c)))
              continue
            }
            try computeSlowly(.floorDivide, r, i)
          case .remainder:
            if r.areInts(i.b, i.c), r.payload(i.c) > 0 {
              r.setInt(i.a, floorRemainder(r.payload(i.b), r.payload(i.c)))
              continue
            }
            try computeSlowly(.remainder, r, i)

          case .addInt:
            if r.tag(i.b) == Slot.int {
              let (sum, over) = r.payload(i.b).addingReportingOverflow(Int(i.d))
              if !over {
                r.setInt(i.a, sum)
                continue
              }
            }
            try computeSlowly(.add, r, i, immediate: i.d)
          case .subtractInt:
            if r.tag(i.b) == Slot.int {
              let (difference, over) = r.payload(i.b).subtractingReportingOverflow(Int(i.d))
              if !over {
                r.setInt(i.a, difference)
                continue
              }
            }
            try computeSlowly(.subtract, r, i, immediate: i.d)
          case .multiplyInt:
            if r.tag(i.b) == Slot.int {
              let (product, over) = r.payload(i.b).multipliedReportingOverflow(by: Int(i.d))
              if !over {
                r.setInt(i.a, product)
                continue
              }
            }
            try computeSlowly(.multiply, r, i, immediate: i.d)
          case .floorDivideInt:
            if r.tag(i.b) == Slot.int, i.d > 0 {
              r.setInt(i.a, floorDivided(r.payload(i.b), Int(i.d)))
              continue
            }
            try computeSlowly(.floorDivide, r, i, immediate: i.d)
          case .remainderInt:
            if r.tag(i.b) == Slot.int, i.d > 0 {
              r.setInt(i.a, floorRemainder(r.payload(i.b), Int(i.d)))
              continue
            }
            try computeSlowly(.remainder, r, i, immediate: i.d)

          case .binary: try computeBinary(r, i)
          case .augment: try augment(r, i)
          case .unary: try computeUnary(r, i)
          case .not:
            if r.tag(i.b) == Slot.special {
              r.setBool(i.a, r.payload(i.b) <= Special.false)
            } else {
              let truth = try r[i.b].truth()
              r.setBool(i.a, !truth)
            }
          case .compare: try compare(r, i)
          case .contains:
            let isIn = try Operators.contains(r[i.c], r[i.b])
            r.setBool(i.a, isIn == (i.e == 0))
          case .same:
            let isSame = r[i.b].isSame(as: r[i.c])
            r.setBool(i.a, isSame == (i.e == 0))

          case .jump: jump(i.d)
          case .loop:
            jump(i.d)
            try beat()
          case .jumpIfTrue:
            if r.tag(i.b) == Slot.special {
              if r.payload(i.b) > Special.false { jump(i.d) }
            } else if try r[i.b].truth() {
              jump(i.d)
            }
          case .jumpIfFalse:
            if r.tag(i.b) == Slot.special {
              if r.payload(i.b) <= Special.false { jump(i.d) }
            } else if !(try r[i.b].truth()) {
              jump(i.d)
            }
          case .jumpEqual:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) == r.payload(i.c) : try test(.equal, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpNotEqual:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) != r.payload(i.c) : try test(.notEqual, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpLess:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) < r.payload(i.c) : try test(.less, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpLessOrEqual:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) <= r.payload(i.c) : try test(.lessOrEqual, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpGreater:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) > r.payload(i.c) : try test(.greater, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpGreaterOrEqual:
            let holds =
              r.areInts(i.b, i.c)
              ? r.payload(i.b) >= r.payload(i.c) : try test(.greaterOrEqual, r[i.b], r[i.c])
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpEqualInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) == Int(i.e) : try test(.equal, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpNotEqualInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) != Int(i.e) : try test(.notEqual, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpLessInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) < Int(i.e) : try test(.less, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpLessOrEqualInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) <= Int(i.e) : try test(.lessOrEqual, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpGreaterInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) > Int(i.e) : try test(.greater, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }
          case .jumpGreaterOrEqualInt:
            let holds =
              r.tag(i.b) == Slot.int
              ? r.payload(i.b) >= Int(i.e) : try test(.greaterOrEqual, r[i.b], .int(Int(i.e)))
            if holds == (i.a != 0) { jump(i.d) }

          case .forPrepare: try prepareIteration(r, i)
          case .forNext:
            if r.tag(i.a) == Slot.int {
              // A range: the next integer, how many are left, and the step.
              let left = r.slot(i.a + 1)
              if left.pointee.payload > 0 {
                left.pointee.payload &-= 1
                let number = r.payload(i.a)
                r.slot(i.a).pointee.payload = number &+ r.payload(i.a + 2)
                r.setInt(i.c, number)
                jump(i.d)
                try beat()
              }
            } else if try nextItem(r, i) {
              jump(i.d)
              try beat()
            }
          case .forEnd: endIteration(r.base + Int(i.a))

          case .buildList: r[i.a] = buildList(r, i)
          case .buildTuple: r[i.a] = Value(TupleObject(moving: r.base + Int(i.c), count: Int(i.b)))
          case .buildSet: try buildSet(r, i)
          case .buildDict: r[i.a] = Value(DictObject())
          case .listAppend:
            try r.object(i.a)._withUnsafeGuaranteedRef {
              try unsafeDowncast($0, to: ListObject.self).add(r[i.b])
            }
          case .listExtend: try extendList(r, i)
          case .setAdd: try addToSet(r, i)
          case .setExtend: try extendSet(r, i)
          case .dictInsert: try insertIntoDict(r, i)
          case .dictExtend: try extendDict(r, i)
          case .listToTuple: r[i.a] = .tuple(r[i.b].asSequence ?? [])
          case .ellipsisRange: r[i.a] = try ellipsisRange(r, i)
          case .unpack: try unpack(r, i)
          case .unpackStarred: try unpackStarred(r, i)

          case .getMember: try getMember(r, i, constants)
          case .setMember: try Members.set(r[i.a], constants[Int(i.d)], r[i.b])
          case .getIndex:
            if r.tag(i.c) == Slot.int, let item = listItem(r, i.b, r.payload(i.c)) {
              r.copy(from: item, to: i.a)
            } else {
              try getIndex(r, i)
            }
          case .getIndexInt:
            if let item = listItem(r, i.b, Int(i.d)) {
              r.copy(from: item, to: i.a)
            } else {
              r[i.a] = try Subscripts.value(of: r[i.b], at: .int(Int(i.d)))
            }
          case .setIndex: try setIndex(r, i)
          case .deleteIndex: try Subscripts.delete(r[i.a], at: r[i.b])
          case .getSlice: try getSlice(r, i)
          case .buildSlice:
            r[i.a] = Value(SliceObject(start: r[i.b], stop: r[i.b + 1], step: r[i.b + 2]))
          case .getTerms: r[i.a] = try Subscripts.value(of: r[i.b], at: terms(r, i.c, i.d))
          case .setTerms: try Subscripts.assign(r[i.a], at: terms(r, i.b, i.d), r[i.c])
          case .deleteTerms: try Subscripts.delete(r[i.a], at: terms(r, i.b, i.d))

          case .call:
            // The plain call of a script's function: the arguments are in place already.
            if i.d < 0, r.objectKind(i.a) == .function {
              let (header, captures) = r.object(i.a)._withUnsafeGuaranteedRef {
                let function = unsafeDowncast($0, to: FunctionObject.self)
                return (function.header, function.captures)
              }
              if header.pointee.plainArity == Int(i.b) {
                frame.pointee.next = pc
                try push(
                  header, base: r.base + (Int(i.a) &+ 1), captures: captures, target: i.c,
                  isEntry: false)
                reload()
                try beat()
                continue
              }
            }
            frame.pointee.next = pc
            try callSlowly(r, i)
            reload()
          case .callMethod:
            if i.e == MethodTable.appendNumber, i.b == 1, r.objectKind(i.a) == .list,
              try appendQuickly(r, i)
            {
              continue
            }
            frame.pointee.next = pc
            try callMethod(r, i)
            reload()
          case .callSpread:
            frame.pointee.next = pc
            try callSpread(r, i)
            reload()
          case .returnValue, .returnNone:
            let finished = frame.pointee
            let isEntry = finished.isEntry
            let count = finished.header.pointee.registerCount
            current &-= 1
            if isEntry {
              let value = i.operation == .returnNone ? .none : r[i.b]
              r.clear(from: 0, to: count)
              top = finished.base
              return value
            }
            reload()
            let callee = Registers(finished.base)
            if i.operation == .returnNone {
              r.setSpecial(finished.target, Special.none)
            } else {
              r.copy(from: callee.base + Int(i.b), to: finished.target)
            }
            // The register below the frame holds the function itself.
            callee.clear(from: -1, to: count)
            top = r.base + frame.pointee.header.pointee.registerCount
          case .makeFunction: makeFunction(r, i, frame.pointee)
          case .commandLine:
            frame.pointee.next = pc
            try runCommandLine(r, i, frame.pointee)
            reload()

          case .raise: try raise(r[i.b], again: i.e == 1)
          case .assertFailed: throw assertionFailure(i.e == 1 ? r[i.b] : nil)
          case .jumpUnlessCaught:
            if !isCaught(r[i.b], frame.pointee, i.e) { jump(i.d) }

          case .formatPlain: try formatPlain(r, i)
          case .formatValue: try formatValue(r, i)
          case .concatenate: try concatenate(r, i)

          case .load:
            frame.pointee.next = pc
            try load(r, i, frame.pointee)
            reload()
          case .setResult: result = r[i.b]
          case .timerStart: r[i.a] = Value(Timer(isBench: i.e == 1))
          case .timerStop:
            if stopTimer(r, i) { jump(i.d) }
          }
        }
      } catch {
        try unwind(error, at: pc)
        reload()
      }
    }
  }
}

/// ⌊a ÷ b⌋ for b > 0.
@inline(__always) func floorDivided(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a < 0 && quotient &* b != a ? quotient &- 1 : quotient
}

/// a − b ⌊a ÷ b⌋ for b > 0.
@inline(__always) func floorRemainder(_ a: Int, _ b: Int) -> Int {
  let remainder = a % b
  return remainder < 0 ? remainder &+ b : remainder
}
