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
            if region == Region.session, Registers(globals).addTo(i.d, r, i.b) { continue }
            try addToGlobal(r, i, frame.pointee.header, constants)
          case .deleteGlobal: try deleteGlobal(i, frame.pointee.header, constants)
          case .loadLate: try loadLate(r, i, globals, constants)

          case .add: if !r.add(i) { try addSlowly(r, i) }
          case .subtract: if !r.subtract(i) { try computeSlowly(.subtract, r, i) }
          case .multiply: if !r.multiply(i) { try computeSlowly(.multiply, r, i) }
          case .divide: if !r.divide(i) { try computeSlowly(.divide, r, i) }
          case .floorDivide: if !r.floorDivide(i) { try computeSlowly(.floorDivide, r, i) }
          case .remainder: if !r.takeRemainder(i) { try computeSlowly(.remainder, r, i) }
          case .addInt:
            if !r.addNumber(i) { try computeSlowly(.add, r, i, immediate: i.d) }
          case .subtractInt:
            if !r.subtractNumber(i) { try computeSlowly(.subtract, r, i, immediate: i.d) }
          case .multiplyInt:
            if !r.multiplyByNumber(i) { try computeSlowly(.multiply, r, i, immediate: i.d) }
          case .floorDivideInt:
            if !r.floorDivideByNumber(i) { try computeSlowly(.floorDivide, r, i, immediate: i.d) }
          case .remainderInt:
            if !r.takeRemainderByNumber(i) { try computeSlowly(.remainder, r, i, immediate: i.d) }
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
          case .jumpEqual: if try holds(.equal, r, i, ==) { jump(i.d) }
          case .jumpNotEqual: if try holds(.notEqual, r, i, !=) { jump(i.d) }
          case .jumpLess: if try holds(.less, r, i, <) { jump(i.d) }
          case .jumpLessOrEqual: if try holds(.lessOrEqual, r, i, <=) { jump(i.d) }
          case .jumpGreater: if try holds(.greater, r, i, >) { jump(i.d) }
          case .jumpGreaterOrEqual: if try holds(.greaterOrEqual, r, i, >=) { jump(i.d) }
          case .jumpEqualInt: if try holdsForNumber(.equal, r, i, ==) { jump(i.d) }
          case .jumpNotEqualInt: if try holdsForNumber(.notEqual, r, i, !=) { jump(i.d) }
          case .jumpLessInt: if try holdsForNumber(.less, r, i, <) { jump(i.d) }
          case .jumpLessOrEqualInt: if try holdsForNumber(.lessOrEqual, r, i, <=) { jump(i.d) }
          case .jumpGreaterInt: if try holdsForNumber(.greater, r, i, >) { jump(i.d) }
          case .jumpGreaterOrEqualInt:
            if try holdsForNumber(.greaterOrEqual, r, i, >=) { jump(i.d) }

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
          case .getItemOfItem:
            if let item = itemOfItem(r, i) {
              r.copy(from: item, to: i.a)
              jump(i.e)
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
              let callee = r.function(i.a)
              if callee.header.pointee.plainArity == Int(i.b)
                || callee.fillDefaults(r, behind: i.a, given: Int(i.b))
              {
                frame.pointee.next = pc
                try push(
                  callee.header, base: r.base + (Int(i.a) &+ 1), captures: callee.captures,
                  target: i.c, isEntry: false)
                reload()
                try beat()
                continue
              }
            }
            frame.pointee.next = pc
            if i.d < 0, r.objectKind(i.a) == .builtin, try callPlainly(r, i) {
              continue
            }
            try callSlowly(r, i)
            reload()
          case .append:
            if try !appendQuickly(r, i) {
              frame.pointee.next = pc
              try callWithOperands(r, i)
              reload()
            }
          case .getOr:
            if try !getQuickly(r, i) {
              frame.pointee.next = pc
              try callWithOperands(r, i)
              reload()
            }
          case .callMethod:
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
          case .assertFailed: throw assertionFailure(r, i)
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
