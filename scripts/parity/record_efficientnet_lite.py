"""Records the logits of timm's efficientnet_lite0 with published weights, for EfficientNetLiteTests.

usage: python3 scripts/parity/record_efficientnet_lite.py SHARED/data \
    > Tests/ModelsTests/Fixtures/efficientnet_lite0.json
needs: torch, timm, numpy, pillow

The rule that makes a picture an input, chosen because any program can follow it to the bit: the
224 x 224 pixels in the middle of the file (rows from (H - 224) // 2 on), as RGB; (byte / 255 - mean)
/ std with ImageNet's mean and deviation, in single precision.
"""

import json
import sys

import numpy as np
import timm
import torch
from PIL import Image

data = sys.argv[1]
FILES = [
    f"grabcut/data_GT/{name}"
    for name in [
        "106024.jpg", "153077.jpg", "153093.jpg", "181079.jpg",
        "189080.jpg", "208001.jpg", "209070.jpg", "21077.jpg",
        "227092.jpg", "24077.jpg",
    ]
]  # fmt: skip
weights = torch.load(f"{data}/weights/efficientnet-lite0-57934424.pth", weights_only=True)
net = timm.create_model("efficientnet_lite0").eval()
# Both list the same tensors in the same order, under other names.
names = list(net.state_dict())
assert [t.shape for t in net.state_dict().values()] == [t.shape for t in weights.values()]
net.load_state_dict(dict(zip(names, weights.values())))
mean = np.array([0.485, 0.456, 0.406], dtype=np.float32)
std = np.array([0.229, 0.224, 0.225], dtype=np.float32)
recorded = {}
for file in FILES:
    pixels = np.asarray(Image.open(f"{data}/{file}").convert("RGB"))
    top, left = (pixels.shape[0] - 224) // 2, (pixels.shape[1] - 224) // 2
    values = (pixels[top : top + 224, left : left + 224].astype(np.float32) / np.float32(255) - mean) / std
    with torch.no_grad():
        logits = net.double()(torch.from_numpy(values.transpose(2, 0, 1)[None].copy()).double())[0]
    recorded[file] = [float(f"{value:.7g}") for value in logits.tolist()]
json.dump(recorded, sys.stdout, separators=(",", ":"))
