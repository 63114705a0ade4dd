#!/usr/bin/env python3
"""Checks with ONNX Runtime the .onnx files that Segue writes.

usage: check_onnx.py ORIGINAL.onnx EXPORTED.onnx [--size 320x480]
       check_onnx.py --cases Tests/LayersTests/Fixtures/onnx.json FOLDER

The first form runs both files on the same inputs (uniform numbers from a fixed seed; open extents
become 1, or --size for height and width) and compares all outputs. The second compares re-exports
of the recorded cases, FOLDER/0.onnx, FOLDER/1.onnx and so on, with what was recorded; the test suite
writes them where SEGUE_EXPORTS names a folder. An error above 1e-4 of the largest magnitude of an
output, or a file that does not open, gives exit code 1.    (needs onnxruntime, numpy)
"""

import argparse
import base64
import json
import os
import sys

import numpy as np
import onnxruntime

from record_onnx import uniform

TOLERANCE = 1e-4


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def difference(found, expected):
    """The largest difference as a share of the largest expected magnitude; infinite for other shapes."""
    if found.shape != expected.shape:
        return float("inf")
    if expected.size == 0:
        return 0.0
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    return float(np.where(same, 0, np.abs(found - expected)).max() / max(np.nanmax(np.abs(expected)), 1e-9))


def compare(original, exported, size):
    first, second = session(original), session(exported)
    feeds = {}
    for value in first.get_inputs():
        shape = [extent if isinstance(extent, int) else 1 for extent in value.shape]
        if size and len(shape) == 4:
            shape[2:] = [s if not isinstance(e, int) else e for e, s in zip(value.shape[2:], size)]
        feeds[value.name] = uniform(value.name, shape)
    names = [value.name for value in first.get_outputs()]
    worst = 0.0
    for name, a, b in zip(names, first.run(names, feeds), second.run(names, feeds)):
        worst = max(worst, difference(b, a))
        print(f"{name} {list(a.shape)}: {difference(b, a):.1e}")
    return worst


def compare_cases(path, folder):
    worst = 0.0
    with open(path) as file:
        cases = json.load(file)["cases"]
    checked = 0
    for index, case in enumerate(cases):
        exported = f"{folder}/{index}.onnx"
        if not os.path.exists(exported):
            continue
        checked += 1
        feeds = {x["name"]: uniform(x["name"], x["shape"], case["scale"], case["shift"]) for x in case["inputs"]}
        try:
            found = session(exported).run([y["name"] for y in case["outputs"]], feeds)
        except Exception as error:
            print(f"{case['title']}: {str(error).splitlines()[0][:300]}")
            worst = float("inf")
            continue
        for y, values in zip(case["outputs"], found):
            expected = np.frombuffer(base64.b64decode(y["values"]), "<f4").reshape(y["shape"])
            error = difference(values, expected)
            worst = max(worst, error)
            if error > TOLERANCE:
                print(f"{case['title']}: {error:.1e}")
    print(f"{checked} of {len(cases)} cases, largest error {worst:.1e}")
    return worst if checked else float("inf")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--cases")
    parser.add_argument("--size")
    options = parser.parse_args()
    size = [int(side) for side in options.size.split("x")] if options.size else None
    worst = compare_cases(options.cases, options.paths[0]) if options.cases else compare(*options.paths, size)
    sys.exit(0 if worst <= TOLERANCE else 1)


if __name__ == "__main__":
    main()
