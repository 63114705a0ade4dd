#!/usr/bin/env python3
"""Records what OpenCV, Pillow and PyTorch make of small pictures at other sizes.

usage: record_resize.py (opencv|pillow|torch)

Writes Tests/ImagingTests/Fixtures/resize_<library>.json. The pictures are noise from a linear
congruential generator, which the tests run too, so only the results are stored: bytes in
hexadecimal, floats as 32-bit little-endian words in base64. Recorded with opencv-python-headless
4.14.0, Pillow 13.0.0 (which chooses by the sides whether it goes down first; before, it always went
across first) and torch 2.15.0.
"""

import base64
import json
import pathlib
import sys

import numpy as np

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/ImagingTests/Fixtures"
SOURCE = (12, 10)
# Up, down, one of each, exact halves, one row.
TARGETS = [(15, 17), (5, 7), (17, 6), (6, 5), (1, 8)]


def noise(count):
    state, values = 1, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state >> 16 & 255)
    return np.array(values, np.uint8)


def image():
    return noise(SOURCE[0] * SOURCE[1] * 3).reshape(*SOURCE, 3)


def plane():
    return noise(SOURCE[0] * SOURCE[1]).reshape(SOURCE).astype(np.float32) / np.float32(255)


def case(kind, interpolation, target, result, corners="halfPixel", antialias=False):
    if result.dtype == np.uint8:
        data = result.tobytes().hex()
    else:
        data = base64.b64encode(result.astype("<f4").tobytes()).decode()
    return {"kind": kind, "interpolation": interpolation, "corners": corners,
            "antialias": antialias, "height": target[0], "width": target[1], "data": data}


def opencv():
    import cv2
    # INTER_NEAREST_EXACT is left out: 4.14 and 5.0 disagree about it where a centre falls between
    # two pixels. PyTorch's nearest-exact stands for the rule.
    modes = {"nearest": cv2.INTER_NEAREST, "linear": cv2.INTER_LINEAR,
             "cubic": cv2.INTER_CUBIC, "lanczos": cv2.INTER_LANCZOS4,
             "area": cv2.INTER_AREA}
    cases = []
    for target in TARGETS:
        size = target[::-1]
        for name, mode in modes.items():
            cases.append(case("image", name, target, cv2.resize(image(), size, interpolation=mode)))
        for name in ["lanczos", "area"]:
            result = cv2.resize(plane(), size, interpolation=modes[name])
            cases.append(case("plane", name, target, result))
    return cv2.__version__, cases


def pillow():
    import PIL
    from PIL import Image
    modes = {"linear": Image.BILINEAR, "cubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
    picture = Image.fromarray(image())
    return PIL.__version__, [
        case("image", name, target, np.array(picture.resize(target[::-1], mode)), antialias=True)
        for target in TARGETS for name, mode in modes.items()]


def torch():
    import torch
    names = {"linear": "bilinear", "cubic": "bicubic"}
    source = torch.from_numpy(plane())[None, None]

    def resized(target, mode, **options):
        return torch.nn.functional.interpolate(source, target, mode=mode, **options)[0, 0].numpy()

    cases = []
    for target in TARGETS:
        for name, mode in {"nearest": "nearest", "nearestExact": "nearest-exact"}.items():
            cases.append(case("plane", name, target, resized(target, mode)))
        for name, mode in names.items():
            for corners, aligned in {"halfPixel": False, "aligned": True}.items():
                result = resized(target, mode, align_corners=aligned)
                cases.append(case("plane", name, target, result, corners=corners))
            result = resized(target, mode, align_corners=False, antialias=True)
            cases.append(case("plane", name, target, result, antialias=True))
    return torch.__version__, cases


def main():
    libraries = {"opencv": opencv, "pillow": pillow, "torch": torch}
    if len(sys.argv) != 2 or sys.argv[1] not in libraries:
        sys.exit(__doc__)
    version, cases = libraries[sys.argv[1]]()
    FIXTURES.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(entry) for entry in cases)
    path = FIXTURES / f"resize_{sys.argv[1]}.json"
    path.write_text(
        f'{{"version": "{version}", "height": {SOURCE[0]}, "width": {SOURCE[1]}, "cases": [\n{text}\n]}}\n')
    print(f"{len(cases)} cases in {path.name}")


if __name__ == "__main__":
    main()
