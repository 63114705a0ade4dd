#!/usr/bin/env python3
"""Records what CPython and NumPy compute for expressions that Segue's scripts share with them.

usage: record_language.py python [COUNT] [SEED] > Tests/LanguageTests/Fixtures/python.tsv
       record_language.py numpy [COUNT] [SEED] > Tests/CommandsTests/Fixtures/numpy.tsv      (needs NumPy)
       record_language.py python 100000 7 --against .build/release/segue

Each line: an expression in Segue's language, a tab, and the value; `!` where it is an error. Values are
written as both would write them, but strings in double quotes with escapes for `\\`, `"` and line ends.
A tensor is written as nested lists. With --against nothing is recorded: the program named computes the
same expressions, and what differs is shown.

The generator leaves out what Language.md lists as different: infinity's sign in `str`, floored division
by it, NaN in comparisons, powers beyond the largest float, booleans as numbers, complex numbers, and
positions in strings that are not ASCII, which count bytes.
"""

import math
import random
import re
import subprocess
import sys
import tempfile

BORDERS = [0, 1, -1, 2, 3, 5, 7, 9, 10, 12, 25, 255, 256, 1000, 12345, -12345, 2**31, -(2**31), 2**53, 2**53 + 1,
           -(2**53) - 1, 2**63 - 1, 2**63, -(2**63), 2**64, 2**70, -(2**70), 10**18, 10**30, -(10**22) + 7]
FLOATS = [0.0, -0.0, 0.5, -0.5, 1.0, 1.5, 2.5, -2.5, 0.1, 1 / 3, -361.0, 1234.5, 12345.678, 99.95, 999.5, 0.00012345, 1e-5, 9.5e-5,
          1e15, 1e16, 123456789012345680.0, 9007199254740993.0, 1e22, 1e23, 1e100, -1e100, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 1e-7, 0.1 + 0.2, 4503599627370497.5, 2.675, 1e21, 31234.0, float("inf"), float("-inf"),
          float("nan")]
ASCII = ["", "a", "abc", "Hello World", "  padded\t", "a,b,,c", "x=1", "banana", "MiXeD cAsE", "line\nnext\r\nlast", "tab\tbed",
         "0x1F", "--", "aaa", "The quick brown fox", "12", "-7", "a b  c", "\n", "it's", 'say "hi"', "back\\slash"]
UNICODE = ["\u00e9", "e\u0301", "\u00df", "\u01c6 \u01c5", "\u03a3\u03c3\u03c2", "na\u00efve", "\u4e2d\u6587", "\U0001f600!", "I\u0307", "\u0130", "\u2003x\u2003",
           "a\u0301b", "\u1e9e", "\ufb01x", "\u00bd", "\u2167", "x\u00a0y", "\u4e2da", "\u02b0x", "\u01c5", "\u0939\u093f", "o\u2019neil", "\u1d2c", "\u24b6", "\u0345", "3\u00e9tat",
           "\u1c90", "\ua7f7", "\u10d0"]


class Python:
    """Expressions of numbers and strings, valid in both languages."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *items):
        return self.random.choice(items)

    def integer(self):
        r = self.random
        kind = r.random()
        if kind < 0.45:
            return r.choice(BORDERS)
        if kind < 0.8:
            return r.randint(-1000, 1000)
        value = r.getrandbits(r.choice([20, 40, 62, 63, 64, 90, 200]))
        return -value if r.random() < 0.5 else value

    def floating(self):
        r = self.random
        kind = r.random()
        if kind < 0.5:
            return r.choice(FLOATS)
        if kind < 0.75:
            return round(r.uniform(-1e4, 1e4), r.randint(0, 6))
        return r.uniform(-1, 1) * 10.0 ** r.randint(-320, 300)

    def number(self):
        return self.integer() if self.random.random() < 0.5 else self.floating()

    def text(self, ascii=False):
        pool = ASCII if ascii or self.random.random() < 0.6 else UNICODE
        return self.random.choice(pool)

    def source(self, value):
        if isinstance(value, float):
            if math.isnan(value):
                return 'float("nan")'
            if math.isinf(value):
                return 'float("%s")' % ("inf" if value > 0 else "-inf")
        if isinstance(value, str):
            return quoted(value)
        return repr(value)

    def case(self):
        kinds = [self.brace] * 4 + [self.percent] * 4 + [self.binary] * 4 + [self.function] * 3 + [self.method] * 5 + [self.conversion] * 2
        return self.random.choice(kinds)()

    def specification(self):
        r = self.random
        fill = r.choice(["", "", "", "*", "0", "x", "\u00e9", " "])
        align = r.choice(["", "", "<", ">", "^", "="])
        sign = r.choice(["", "", "", "+", "-", " "])
        alternate = r.choice(["", "", "", "#"])
        zero = r.choice(["", "", "", "0"])
        width = r.choice(["", "", "1", "5", "8", "12", "20"])
        group = r.choice(["", "", "", ",", "_"])
        precision = r.choice(["", "", "", ".0", ".1", ".2", ".3", ".6", ".10", ".17", ".25"])
        kind = r.choice(["", "", "d", "b", "o", "x", "X", "c", "n", "e", "E", "f", "F", "g", "G", "%", "s"])
        return (fill + align if align else "") + sign + alternate + zero + width + group + precision + kind

    def brace(self):
        value = self.pick(self.integer, self.floating, self.text)()
        spec = self.specification()
        if isinstance(value, float) and math.isinf(value) and spec == "":
            spec = "f"
        form = self.pick("{:%s}", "<{0:%s}>", "{x:%s}")
        name = "x=" if "x:" in form else ""
        return "%s.format(%s%s)" % (quoted(form % spec), name, self.source(value))

    def percent(self):
        r = self.random
        flags = "".join(r.sample("-+ #0", r.choice([0, 0, 1, 1, 2, 3])))
        width = r.choice(["", "", "1", "5", "9", "14", "*"])
        precision = r.choice(["", "", "", ".", ".0", ".1", ".3", ".8", ".20", ".*"])
        kind = r.choice("sdioxXeEfFgGcsdf")
        value = self.pick(self.integer, self.floating, self.text)()
        if isinstance(value, float) and math.isinf(value) and value > 0:
            value = 1.5
        stars = [r.randint(-12, 12) for part in (width, precision) if "*" in part]
        values = ", ".join(self.source(v) for v in stars + [value])
        form = "%" + flags + width + precision + kind + r.choice(["", "|", "%%"])
        return "%s %% (%s,)" % (quoted(form), values)

    def binary(self):
        operator = self.pick("+", "-", "*", "/", "//", "%", "//", "%", "**", "<", "<=", "==", "!=", "&", "|", "^", "<<", ">>")
        if operator in ("&", "|", "^", "<<", ">>"):
            left = self.integer()
            right = self.random.randint(-2, 130) if operator in ("<<", ">>") else self.integer()
        elif operator == "**":
            left, right = self.number(), self.pick(self.random.randint(-20, 40), self.random.choice(FLOATS))
            if isinstance(left, int) and isinstance(right, int) and right > 40:
                right = 40
        else:
            left, right = self.number(), self.number()
            # NaN has a place in Segue's order.
            if operator in ("<", "<=", "==", "!=") and (left != left or right != right):
                left = right = 2.5
            # Starlark divides by infinity otherwise.
            if operator == "//" and isinstance(right, float) and math.isinf(right):
                right = 2.5
        return "(%s) %s (%s)" % (self.source(left), operator, self.source(right))

    def function(self):
        r = self.random
        name = self.pick("round", "round", "round2", "round2", "divmod", "divmod", "pow", "abs", "int", "float", "hex", "oct", "bin", "str",
                         "min", "max", "sum", "sorted", "enumerate", "range", "slice", "math", "hash")
        if name == "round2":
            return "round(%s, %d)" % (self.source(self.number()), r.choice([-400, -25, -3, -2, -1, 0, 1, 2, 3, 5, 17, 300, 400]))
        if name == "divmod":
            divisor = self.number()
            divisor = 0.1 if isinstance(divisor, float) and math.isinf(divisor) else divisor
            return "divmod(%s, %s)" % (self.source(self.number()), self.source(divisor))
        if name == "pow":
            return "pow(%d, %d, %d)" % (self.integer(), r.randint(0, 300), self.integer())
        if name in ("hex", "oct", "bin"):
            return "%s(%d)" % (name, self.integer())
        if name in ("min", "max", "sum", "sorted"):
            numbers = [self.number() for _ in range(r.randint(1, 5))]
            numbers = [n for n in numbers if n == n] or [0]
            if name == "sum":
                numbers = [n for n in numbers if isinstance(n, int)]
            return "%s([%s])" % (name, ", ".join(map(self.source, numbers)))
        if name == "enumerate":
            return "list(enumerate([1, 2], %d))" % self.integer()
        if name == "range":
            start, step = r.choice([0, 5, -3, 2**62]), r.choice([1, 2, -1, -3, 7])
            return "list(range(%d, %d, %d))[%s]" % (start, start + r.randint(-9, 9) * step, step, self.slice())
        if name == "slice":
            value = self.pick("'abcdefg'", "[0, 1, 2, 3, 4]", "(0, 1, 2)", "''", "[]")
            return "%s[%s]" % (value, self.slice())
        if name == "math":
            function = self.pick("floor", "ceil", "floor", "ceil")
            return "math.%s(%s)" % (function, self.source(self.number()))
        if name == "hash":
            return "%s == %s" % (self.source(self.number()), self.source(self.number()))
        value = self.number()
        if name == "str" and isinstance(value, float) and math.isinf(value):
            value = 2.5
        return "%s(%s)" % (name, self.source(value))

    def slice(self):
        def part():
            return str(self.pick("", "", 0, 1, 2, -1, -2, 3, 9, -9, 2**63, -(2**70)))
        step = self.pick("", "", ":", ":1", ":2", ":-1", ":-2", ":%d" % 2**63, ":%d" % -(2**64))
        return part() + ":" + part() + step

    def method(self):
        r = self.random
        name = self.pick("upper", "lower", "capitalize", "title", "strip", "lstrip", "rstrip", "strip2", "split", "split2", "rsplit2",
                         "splitlines", "replace", "replace3", "count", "find", "rfind", "index", "startswith", "endswith", "join",
                         "partition", "rpartition", "removeprefix", "removesuffix", "isalnum", "isalpha", "isdigit", "islower",
                         "isspace", "isupper", "istitle", "multiply", "compare", "in", "concat", "chr", "repr")
        text = self.source(self.text())
        part = self.source(self.pick(self.text(), "a", "b", ",", " ", "", "an", "\u0301", "l"))
        if name in ("find", "rfind", "index", "count"):
            text, part = self.source(self.text(True)), self.source(self.pick("a", "an", "", "l", "xyz", " "))
            bounds = self.pick("", "", ", %d" % r.randint(-9, 9), ", %d, %d" % (r.randint(-9, 9), r.randint(-9, 9)))
            if name == "count" and part == '""':
                bounds = ""
            return "%s.%s(%s%s)" % (text, name, part, bounds)
        if name in ("startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix"):
            return "%s.%s(%s)" % (text, name, part)
        if name in ("strip2",):
            return "%s.%s(%s)" % (text, self.pick("strip", "lstrip", "rstrip"), part)
        if name == "split":
            return "%s.split(%s)" % (text, part)
        if name in ("split2", "rsplit2"):
            return "%s.%s(%s, %d)" % (text, name[:-1], self.pick("None", part), r.randint(-1, 3))
        if name == "splitlines":
            return "%s.splitlines(%s)" % (self.source(self.text(True)), self.pick("", "True", "False"))
        if name == "replace":
            return "%s.replace(%s, %s)" % (text, part, self.source(self.text()))
        if name == "replace3":
            return "%s.replace(%s, %s, %d)" % (text, part, self.source(self.text()), r.randint(-1, 3))
        if name == "join":
            return "%s.join([%s])" % (part, ", ".join(self.source(self.text()) for _ in range(r.randint(0, 4))))
        if name == "multiply":
            return "%s * %d" % (text, r.randint(-2, 5))
        if name == "compare":
            return "%s %s %s" % (text, self.pick("<", "<=", "==", "!=", ">"), self.source(self.text()))
        if name == "in":
            return "%s in %s" % (part, text)
        if name == "concat":
            return "%s + %s" % (text, part)
        if name == "chr":
            return "chr(%d)" % self.pick(r.randint(32, 126), r.randint(0xA1, 0x2FF), -1, 0x10FFFF, 0x110000, 2**40, 0x1F600)
        if name == "repr":
            return "[%s, (%s,)]" % (text, self.source(self.number()))
        return "%s.%s()" % (text, name)

    def conversion(self):
        r = self.random
        if r.random() < 0.6:
            sign, body = self.pick("", "", "-", "+", "- ", "--"), self.pick(
                str(abs(self.integer())), "0x%x" % abs(self.integer()), "0b101", "0o17", "012", "", " 7 ", "z", "1.5", "fF", "1\n")
            base = self.pick("", "", ", 10", ", 16", ", 2", ", 0", ", 36", ", 8", ", 1", ", 37", ", -1")
            return "int(%s%s)" % (quoted(sign + body), base)
        body = self.pick(repr(self.floating()), str(self.integer()), "-1e-400", ".5", "5.", "1e5", "1E+05", "e5", "", " 1.5 ", "inf",
                         "-Infinity", "nan", "0x1p3", "1.2.3", "+.5e-3", "1e", "--1", "infinit")
        return "float(%s)" % quoted(body)

    def evaluate(self, expression):
        try:
            value = eval(expression, {"math": math})  # noqa: S307
        except OverflowError:
            # A power beyond the largest float is infinite in Segue, as products are in both.
            return None if "**" in expression else "!"
        except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError, MemoryError):
            return "!"
        if has_complex(value):
            return "!"
        return show(value)


def has_complex(value):
    return isinstance(value, complex) or isinstance(value, (list, tuple)) and any(map(has_complex, value))


class NumPy:
    """Expressions of tensors; NumPy's spelling is made from Segue's."""

    NAMES = ["a", "b", "c", "d", "e", "s"]

    def __init__(self, seed):
        import numpy

        self.np = numpy
        self.random = random.Random(seed)
        numpy.seterr(all="ignore")
        self.setup = {
            "a": [[[((7 * i + 5 * j + 3 * k) % 11 - 5) / 4 for k in range(4)] for j in range(3)] for i in range(2)],
            "b": [[((5 * i + 3 * j) % 7 - 3) / 2 for j in range(4)] for i in range(3)],
            "c": [0.5, -1.5, 2.0, 3.0],
            "d": [[1.0], [-2.0], [0.5]],
            "e": [[2.0, 0.0, -1.0], [0.25, 4.0, 1.0]],
            "s": [3.0],
        }
        self.names = {name: numpy.array(value, numpy.float32) for name, value in self.setup.items()}

    def pick(self, *items):
        return self.random.choice(items)

    def index(self, rank):
        r = self.random
        terms = []
        arrays = 0
        for _ in range(r.randint(1, rank + (r.random() < 0.1))):
            kind = r.random()
            if kind < 0.3:
                terms.append(str(r.randint(-4, 4)))
            elif kind < 0.65:
                part = lambda: self.pick("", "", "0", "1", "-1", "2", "9", "-9", str(2**63))
                terms.append(part() + ":" + part() + self.pick("", "", ":2", ":-1", ":-2", ":1"))
            elif kind < 0.75 and arrays == 0:
                terms.append("[" + ", ".join(str(r.randint(-2, 2)) for _ in range(r.randint(1, 3))) + "]")
                arrays += 1
            elif kind < 0.85 and "..." not in terms:
                terms.append("...")
            else:
                terms.append(self.pick("None", ":"))
        # Where a list stands beside ints NumPy moves axes to the front; Segue does not, and says so.
        if arrays:
            terms = [t for t in terms if not re.fullmatch(r"-?\d+", t)]
        return ", ".join(terms)

    def operand(self):
        name = self.pick(*self.NAMES)
        rank = self.names[name].ndim
        kind = self.random.random()
        if kind < 0.45:
            return name
        if kind < 0.75:
            return "%s[%s]" % (name, self.index(rank))
        if kind < 0.85:
            return self.pick("2", "0.5", "-3", "0", "1.25")
        return name + self.pick(".T", ".reshape(-1)", ".flatten()")

    def case(self):
        kind = self.random.random()
        if kind < 0.25:
            return "%s %s %s" % (self.operand(), self.pick("+", "-", "*", "/", "//", "%", "**"), self.operand())
        if kind < 0.4:
            return "%s %s %s" % (self.operand(), self.pick("<", "<=", ">", ">=", "==", "!="), self.operand())
        if kind < 0.6:
            name = self.pick(*self.NAMES)
            return "%s[%s]" % (name, self.index(self.names[name].ndim))
        if kind < 0.8:
            axis = self.pick("", "", "axis=0", "axis=1", "axis=-1", "axis=2", "axis=-3", "axis=(0, 1)", "axis=(0, -1)", "axis=0, keepdims=True",
                             "axis=(1, 1)", "axis=9")
            name = self.pick("sum", "mean", "min", "max", "std", "var", "prod", "argmin", "argmax", "any", "all")
            if name.startswith("arg") and "(" in axis:
                axis = ""
            return "%s.%s(%s)" % (self.pick(*self.NAMES), name, axis)
        if kind < 0.86:
            return "%s @ %s" % (self.operand(), self.operand())
        name = self.pick(*self.NAMES)
        return self.pick(
            "%s.reshape(%s)" % (name, self.pick("-1", "2, -1", "4, 3", "3, 4, 2", "-1, -1", "0, -1", "24", "12", "1, 4")),
            "%s.clip(%s, %s)" % (name, self.pick("-1", "0", "None"), self.pick("1", "0.5")),
            "-%s" % name,
            "%s.round()" % name,
            "tensors.concatenate([%s, %s], axis=%s)" % (name, self.operand(), self.pick("0", "1", "-1", "3")),
            "tensors.stack([%s, %s], axis=%s)" % (name, name, self.pick("0", "1", "-1", "5", "-2")),
            "tensors.where(%s > %s, %s, %s)" % (name, self.operand(), name, self.operand()),
            "tensors.arange(%s, %s, %s)" % (self.pick("0", "1", "-2.5"), self.pick("4", "-4", "0.5"), self.pick("1", "0.25", "-1", "3")),
            "%s[%s > 0]" % (name, name),
            "%s.transpose()" % name,
        )

    def evaluate(self, expression):
        np = self.np
        spelled = expression.replace("tensors.", "np.")
        try:
            value = eval(spelled, dict(self.names, np=np))  # noqa: S307
        except Exception:  # whatever NumPy refuses
            return "!"
        # Sums in double precision, as Segue's are.
        match = re.fullmatch(r"(\w)\.(sum|mean|std|var|prod)\((.*)\)", expression)
        if match:
            wide = self.names[match[1]].astype(np.float64)
            value = eval("w.%s(%s)" % (match[2], match[3]), {"w": wide})  # noqa: S307
        return show(np.asarray(value).astype(np.float32).astype(np.float64).tolist())


def quoted(text):
    out = []
    for character in text:
        code = ord(character)
        if character in '\\"':
            out.append("\\" + character)
        elif character in "\n\r\t":
            out.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character])
        elif code < 0x20 or 0x7F <= code <= 0xFFFF:
            out.append("\\u%04x" % code)
        elif code > 0xFFFF:
            out.append("\\U%08x" % code)
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def show(value):
    if isinstance(value, str):
        for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
            value = value.replace(character, escape)
        return '"' + value + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(show, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, float) and value == math.inf:
        return "+inf"
    return repr(value)


HELPERS = r'''
def show(value):
    if type(value) == "string":
        for pair in [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")]:
            value = value.replace(pair[0], pair[1])
        return "\"" + value + "\""
    if type(value) == "list": return "[" + ", ".join([show(x) for x in value]) + "]"
    if type(value) == "tuple": return "(" + ", ".join([show(x) for x in value]) + ("," if len(value) == 1 else "") + ")"
    return repr(value)

def run(body):
    try: print(show(body()))
    except RecursionError: print("RecursionError")
    except: print("!")
'''


def differences(cases, setup, binary, wrap):
    """What the program computes otherwise, in files of many expressions each."""
    step = 5000
    for start in range(0, len(cases), step):
        part = cases[start : start + step]
        with tempfile.NamedTemporaryFile("w", suffix=".seg", encoding="utf-8") as file:
            file.write(HELPERS + setup)
            for expression, _ in part:
                file.write("run(lambda: %s)\n" % (wrap % expression))
            file.flush()
            result = subprocess.run([binary, file.name], capture_output=True, text=True, encoding="utf-8")
            lines = result.stdout.split("\n")
            if result.returncode != 0 or len(lines) != len(part) + 1:
                print(result.returncode, result.stderr[:2000])
                sys.exit(1)
            for (expression, expected), found in zip(part, lines):
                if found != expected and not close(found, expected):
                    yield expression, expected, found


def close(found, expected):
    """Whether two values differ by the last digits of 32-bit floats only."""
    if found == "!" or expected == "!" or '"' in expected or "[" not in expected + found and "." not in expected + found:
        return False
    number = re.compile(r"[-+]?(?:inf|nan|True|False|\d+\.?\d*(?:e[-+]?\d+)?)")
    numeric = lambda word: {"True": 1.0, "False": 0.0}.get(word) if word in ("True", "False") else float(word)
    if number.sub("", found) != number.sub("", expected):
        return False
    if not wrapped_in_tensors:
        return False
    pairs = zip(map(numeric, number.findall(found)), map(numeric, number.findall(expected)))
    return all(a == b or a != a and b != b or abs(a - b) <= 2e-6 * max(1, abs(b)) for a, b in pairs)


wrapped_in_tensors = False


def main():
    global wrapped_in_tensors
    words = [word for word in sys.argv[1:] if word != "--against"]
    binary = words.pop() if "--against" in sys.argv else None
    kind = words[0]
    count = int(words[1]) if len(words) > 1 else 4000 if kind == "python" else 1500
    seed = int(words[2]) if len(words) > 2 else 10
    source = Python(seed) if kind == "python" else NumPy(seed)
    seen = set()
    while len(seen) < count:
        seen.add(source.case())
    cases = [(expression, source.evaluate(expression)) for expression in sorted(seen)]
    cases = [case for case in cases if case[1] is not None]
    if binary is None:
        for expression, value in cases:
            print(expression + "\t" + value)
        return
    wrapped_in_tensors = kind == "numpy"
    setup = "".join("%s = tensor(%r)\n" % item for item in getattr(source, "setup", {}).items())
    wrap = "tensor(%s).tolist()" if kind == "numpy" else "%s"
    found = list(differences(cases, setup, binary, wrap))
    for expression, expected, value in found:
        print("%s\n  expected %s\n  found    %s" % (expression, expected, value))
    print("%d of %d differ" % (len(found), len(cases)))


if __name__ == "__main__":
    main()
