/// The prefix operators, by their spelling.
enum UnaryOperator: String {
  case plus = "+"
  case minus = "-"
  case invert = "~"
  case not = "not"
}

/// The arithmetic and bit operators, by their spelling.
enum BinaryOperator: String, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case power = "**"
  case matrixMultiply = "@"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
}

/// The comparisons, by their spelling.
enum ComparisonOperator: String, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `in` = "in"
  case notIn = "not in"
  /// Only against `None`, `True` or `False`.
  case `is` = "is"
  case isNot = "is not"
}

extension ComparisonOperator {
  /// Its place among all, as instructions carry it.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The operator of that number.
  init(number: Int) { self = Self.allCases[number] }
}
