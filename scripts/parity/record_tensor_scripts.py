#!/usr/bin/env python3
"""Records what NumPy computes, and what PyTorch prints, for expressions that Segue's scripts share with them.

usage: record_tensor_scripts.py > Tests/CommandsTests/Fixtures/tensors.json     (needs NumPy and PyTorch)

Each entry of `values` is an expression with NumPy's shape and elements of its result. Expressions are
written in Segue's language; NumPy's spelling stands beside them only where it differs. Each entry of
`prints` is a tensor's elements and PyTorch's `repr` of it.
"""

import json
import sys

import numpy as np
import torch

SETUP = {
    "a": [[[((7 * i + 5 * j + 3 * k) % 11 - 5) / 4 for k in range(4)] for j in range(3)] for i in range(2)],
    "b": [[((5 * i + 3 * j) % 7 - 3) / 2 for j in range(4)] for i in range(3)],
    "c": [0.5, -1.5, 2.0, 3.0],
    "d": [[1.0], [-2.0], [0.5]],
    "e": [[2.0, 0.0, -1.0], [0.25, 4.0, 1.0]],
}

EXPRESSIONS = [
    # Broadcasting of unequal extents and ranks.
    "a + b", "a - c", "d * c", "b / (c + 4)", "b // c", "b % c", "c ** 2", "2 ** b", "1 - a", "-b",
    "(c - 3) % d", "b // d",
    # Comparisons and logic.
    "a > 0", "b <= c", "a == a[:, ::-1]", "b != d", "(a > 0) & (a < 1)", "(b > 0) | (b < -1)",
    "(b > 0) ^ (c > 1)", "~(b > 0)",
    # Matrix products, batches and single axes.
    "b @ c", "e @ b", "c @ c", "e @ a[0]", "e @ a", "a @ c", "c[:3] @ b",
    # Indices, steps, ellipses, new axes, masks, lists of positions.
    "a[0]", "a[-1, 1]", "a[1, 2, 3]", "a[:, 1:, ::2]", "a[..., 0]", "a[0, ..., 1:3]", "a[::-1, :, -1]",
    "a[..., ::-2]", "b[5:]", "b[-2:, 1:-1]", "c[None]", "c[:, None] * c", "a[:, None, 0]", "a[a > 0.5]",
    "b[b > 0] * 2", "a[:, b > 0]", "a[[True, False]]", "a[:, [2, 0]]", "c[[-1, 0, 0]]", "a[..., None].shape[3]",
    # Reductions.
    "a.sum()", "a.sum(axis=0)", "a.sum(axis=(0, 2))", "a.mean(axis=-1)", "a.mean(axis=1, keepdims=True)",
    "a.min(axis=2)", "a.max(axis=0)", "a.argmax(axis=1)", "a.argmin()", "b.argmax(axis=-1)",
    "(a > 1).any(axis=1)", "(a > -1).all(axis=2)", "a.std()", "a.std(axis=1)", "b.std(axis=0, ddof=1)",
    "a.var(axis=(0, 1))", "c.prod()", "b.prod(axis=1)", "(a > 0).sum(axis=2)", "(b > 0).mean()",
    # Shapes.
    "a.reshape(4, 6)", "a.reshape(-1, 2)", "b.T", "a.transpose()", ("a.permute(2, 0, 1)", "a.transpose(2, 0, 1)"),
    "a.flatten()", "a[:, :1].squeeze()", ("d.unsqueeze(0)", "d[None]"),
    # Functions of single elements.
    ("b.abs()", "abs(b)"), ("c.exp()", "np.exp(c)"), ("b.abs().sqrt()", "np.sqrt(abs(b))"),
    ("(b + 4).log()", "np.log(b + 4)"), "a.clip(-0.5, 0.75)", ("b.floor()", "np.floor(b)"),
    ("b.ceil()", "np.ceil(b)"), "b.round()",
    # Joining and choosing.
    ("tensors.stack([b, -b])", "np.stack([b, -b])"), ("tensors.stack([c, c], axis=1)", "np.stack([c, c], axis=1)"),
    ("tensors.concatenate([b, a[0]], axis=1)", "np.concatenate([b, a[0]], axis=1)"),
    ("tensors.where(a > 0, a, b)", "np.where(a > 0, a, b)"),
    ("tensors.arange(1, 2, 0.25)", "np.arange(1, 2, 0.25)"), ("tensors.eye(3)", "np.eye(3)"),
    ("tensors.full([2, 1], 3)", "np.full([2, 1], 3.0)"), ("tensors.arange(5, 0, -2)", "np.arange(5, 0, -2.0)"),
    # A division by zero, and what is no number.
    "c / (c - 2)", ("(b / 0).isnan()", "np.isnan(b / 0)"),
]

ASSIGNMENTS = [
    "x[0] = 7", "x[:, 1:3] = c[:2]", "x[..., 0] = [1, 2, 3]", "x[x > 0] = 0", "x[x < 0] += 10", "x[::-1] = b",
    "x[:, ::2] *= 3", "x[b > 0] = -b[b > 0]", "x[[0, 2], 1:] = 5", "x[1, -1] = 9", "x[None] = c", "x[...] = d",
    "x += d", "x[1:2] = x[0:1]",
]

PRINTS = [
    [1, 2, 3], [1.5, 2, 3], [0], [0.1, 1000], [1e-5, 1], [1, 20000], [1e9, 1], [float("nan"), 1, 2], [float("inf"), -1.5],
    [float("-inf"), 100], [[1, -2], [3, 4]], [[[0.25]]], 3, 0.5, [-0.0, 1], [1e-10], [123456789], [float("nan")],
    [[True, False], [False, True]], True, [0.00012345, 0.5], [i / 8 for i in range(40)],
    [[i * 37 % 101 for i in range(30)] for _ in range(3)], [], [[], []], [[[i + j + k for k in range(2)] for j in range(2)] for i in range(2)],
    [i / 4 for i in range(1001)], [[i * j for j in range(40)] for i in range(40)], [[[0.5] * 20] * 10] * 8,
]


def record(value):
    array = np.asarray(value)
    return {"shape": list(array.shape), "elements": [encode(float(x)) for x in array.reshape(-1)]}


def encode(number):
    return number if np.isfinite(number) else str(number)


def arrays():
    return {name: np.array(value, dtype=np.float32) for name, value in SETUP.items()} | {"np": np}


def main():
    np.seterr(all="ignore")
    values = []
    for entry in EXPRESSIONS:
        ours, theirs = entry if isinstance(entry, tuple) else (entry, entry)
        values.append({"expression": ours} | record(eval(theirs, arrays())))
    for statement in ASSIGNMENTS:
        names = arrays()
        names["x"] = names["b"].copy()
        exec(statement, names)
        values.append({"statement": statement} | record(names["x"]))
    prints = []
    for content in PRINTS:
        array = np.array(content)
        kind = torch.bool if array.dtype == bool else torch.float32
        tensor = torch.tensor(content, dtype=kind)
        prints.append(
            {
                "shape": list(tensor.shape),
                "elements": [encode(float(x)) for x in tensor.reshape(-1).tolist()],
                "isBool": kind == torch.bool,
                "text": repr(tensor),
            }
        )
    json.dump({"setup": SETUP, "values": values, "prints": prints}, sys.stdout, separators=(",", ":"))
    print()


main()
