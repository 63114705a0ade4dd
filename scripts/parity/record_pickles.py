"""Records pickles that CPython writes, and what they hold, for UnpicklerTests.

usage: python3 scripts/parity/record_pickles.py > Tests/BasicsTests/Fixtures/pickles.txt

Each line: a name, the protocol, the pickle in hexadecimal, and the value in the notation of
`show`, divided by blanks.
"""

import collections
import io
import pickle
import struct

shared = ["twice"]
VALUES = {
    "constants": [None, True, False],
    "integers": [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63)],
    "large_integers": [2**63, -(2**63) - 1, 2**64, 3**200, -(3**200), 2**71 - 1, -(2**71)],
    "floats": [0.0, -0.0, 1.5, 0.1, 1e300, -5e-324, float("inf"), float("-inf")],
    "texts": ["", "plain", "line\nfeed", "back\\slash", "ümlaut", "漢字", "\U0001f600", "x" * 300],
    "bytes": [b"", b"abc", bytes(range(256)), b"y" * 300],
    "bytearrays": [bytearray(), bytearray(b"\x00\xff")],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "dicts": {"a": 1, 2: "b", (3, 4): [5], None: {}},
    "sets": [set(), {7}, {"a", "b"}, frozenset({1, 2})],
    "shared": [shared, shared, (shared,)],
    "deep": [[[[[[[[[["bottom"]]]]]]]]]],
    "long_list": list(range(1005)),
    "long_dict": {i: None for i in range(1005)},
    "ordered": collections.OrderedDict([("z", 1), ("a", 2)]),
    "state": {"config": {"class": "m.N", "params": {"width": {"type": "int", "value": 18, "specified": True}}}},
}


def show(value):
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return "i" + hex(value)
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, (bytes, bytearray)):
        return "b" + bytes(value).hex()
    if isinstance(value, list):
        return "[" + ",".join(map(show, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ",".join(map(show, value)) + ")"
    if isinstance(value, (set, frozenset)):
        return "<" + ",".join(map(show, value)) + ">"
    if isinstance(value, collections.OrderedDict):
        return "collections.OrderedDict" + show(dict(value))
    if isinstance(value, dict):
        return "{" + ",".join(f"{show(k)}:{show(v)}" for k, v in value.items()) + "}"
    raise TypeError(type(value))


for name, value in VALUES.items():
    # CPython fills containers in batches of a thousand: two protocols show it.
    for protocol in (1, 4) if name.startswith("long_") else range(6):
        assert pickle.loads(pickle.dumps(value, protocol)) == value
        print(name, protocol, pickle.dumps(value, protocol).hex(), show(value))


class Storages(pickle.Pickler):
    """Spells every complex number as an id, as torch.save spells storages."""

    def persistent_id(self, value):
        return ("storage", str(value.real)) if isinstance(value, complex) else None


for protocol in range(1, 6):
    file = io.BytesIO()
    Storages(file, protocol).dump([complex(7, 0), "rest"])
    print("persistent", protocol, file.getvalue().hex(), f"[@({show('storage')},{show('7.0')}),{show('rest')}]")

# Python 2 wrote strings of bytes: text where they are UTF-8.
for name, code, text in [
    ("python2", b"S'it\\'s \\x41\\n'\n.", show("it's A\n")),
    ("python2", b'S"a\'b"\n.', show("a'b")),
    ("python2", b"U\x03abc.", show("abc")),
    ("python2", b"T\x02\x00\x00\x00\xff\xfe.", show(b"\xff\xfe")),
]:
    print(name, 0, code.hex(), text)
