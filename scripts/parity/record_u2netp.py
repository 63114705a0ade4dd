#!/usr/bin/env python3
"""Records how ONNX Runtime segments GrabCut's images with u2netp.onnx and no click.

usage: record_u2netp.py SHARED/data > Tests/CommandsTests/Fixtures/u2netp.json  (needs onnxruntime, opencv, pillow, numpy)

The image is resized to 320×320 by the LANCZOS of Pillow 13, whose order of passes counts for image 208001, and divided by its maximum, ImageNet's mean and
deviation follow; the first output is min-max normalised, resized back bilinearly, and object above 127/255.
Pixels that GrabCut ignores (128) do not count.
"""

import json
import pathlib
import sys

import cv2
import numpy as np
import onnxruntime
from PIL import Image


def main():
    folder = pathlib.Path(sys.argv[1])
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "weights/u2netp.onnx"), options, providers=["CPUExecutionProvider"])
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    ious = {}
    for path in sorted((folder / "grabcut/data_GT").iterdir()):
        image = Image.open(path).convert("RGB")
        truth = cv2.imread(str(next((folder / "grabcut/boundary_GT").glob(path.stem + ".*"))), cv2.IMREAD_GRAYSCALE)
        small = np.asarray(image.resize((320, 320), Image.LANCZOS)).astype(np.float64)
        x = ((small / small.max() - mean) / deviation).transpose(2, 0, 1)[None].astype(np.float32)
        y = session.run(None, {session.get_inputs()[0].name: x})[0][0, 0]
        y = (y - y.min()) / (y.max() - y.min())
        y = cv2.resize(y, image.size, interpolation=cv2.INTER_LINEAR)
        mask, known = y > 127 / 255, truth != 128
        object_ = (truth > 128) & known
        union = ((mask | object_) & known).sum()
        ious[path.stem] = round(float((mask & object_).sum() / union), 6)
    values = list(ious.values())
    print(f"mean {np.mean(values):.4f}, {sum(v >= 0.85 for v in values)} ≥ 0.85, {sum(v >= 0.9 for v in values)} ≥ 0.90", file=sys.stderr)
    json.dump({"onnxruntime": onnxruntime.__version__, "opencv": cv2.__version__, "ious": ious}, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
