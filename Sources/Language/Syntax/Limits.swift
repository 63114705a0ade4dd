/// Bounds on what one source text may hold. Each keeps memory, stack or time bounded on hostile input
/// and is far above what a person or a generator of scripts writes.
public enum Limits {
  /// Bytes in a file: a syntax tree needs up to fifty times its source in memory.
  public static let sourceBytes = 64 << 20
  /// Bytes in a line: editors, diagnostics and people stop being of use long before.
  public static let lineBytes = 16 << 20
  /// Bytes in an identifier: names are interned and shown whole in messages.
  public static let identifierBytes = 4096
  /// Digits of an integer literal: reading decimal digits takes quadratic time.
  public static let integerDigits = 100_000
  /// Brackets, blocks, lambdas and prefix operators that are open at once: each costs the parser, the
  /// resolver and the compiler some stack. CPython's limit is 200 as well.
  public static let nesting = 200
  /// Nested blocks, as in CPython.
  public static let blocks = 100
  /// The height of one expression's tree, which chains such as `a + b + …` and `f()()…` raise without
  /// nesting: what walks the tree recurses so deep.
  public static let expressionHeight = 1000
  /// Locals, parameters or captured variables in one function: slots are 16-bit operands.
  public static let locals = 60_000
  /// Errors reported for one file; more say nothing new.
  public static let reportedErrors = 20
  /// Bytes of a line in which columns are counted in characters.
  static let countedColumns = 1 << 16
}
