"""Records what CPython computes with large integers, for BigIntegerTests.

usage: python3 scripts/parity/record_integers.py > Tests/LanguageTests/Fixtures/integers.txt

Each line: operation, operands and result, divided by blanks; integers in hexadecimal.
"""

import random
import sys

random.seed(20)
sys.set_int_max_str_digits(0)


def operand():
    bits = random.choice([1, 8, 31, 63, 64, 65, 127, 128, 129, 500, 2500])
    value = random.getrandbits(bits)
    if random.random() < 0.2:
        value = (1 << bits) - random.randint(0, 2)
    return -value if random.random() < 0.5 else value


def show(*parts):
    print(*[format(p, "x") if isinstance(p, int) else p for p in parts])


for _ in range(40):
    a, b = operand(), operand()
    show("add", a, b, a + b)
    show("sub", a, b, a - b)
    show("mul", a, b, a * b)
    show("and", a, b, a & b)
    show("or", a, b, a | b)
    show("xor", a, b, a ^ b)
    if b:
        show("div", a, b, a // b)
        show("mod", a, b, a % b)
        if abs(a) < 1 << 900 and abs(b) < 1 << 900:
            show("true", a, b, (a / b).hex())
    n = random.randint(0, 200)
    show("shl", a, n, a << n)
    show("shr", a, n, a >> n)
    if abs(a) < 1 << 1000:
        show("float", a, n, float(a).hex())
for _ in range(12):
    a = operand()
    show("dec", a, 0, str(a))
