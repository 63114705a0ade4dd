"""Records what segmentation_models_pytorch's Unet gives with other options than its defaults, for
UnetOptionTests. Weights and input follow the rule of the parity folders: functions of their names.

usage: python3 scripts/parity/record_unet_options.py > Tests/ModelsTests/Fixtures/unet_options.json
needs: torch, segmentation_models_pytorch, numpy
"""

import json
import sys

import numpy as np
import segmentation_models_pytorch as smp
import torch

MASK = (1 << 64) - 1


def uniform(name, n):
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    z = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(h)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) * 2.0**-23 - 1


def tensor(name, shape):
    count = int(np.prod(shape)) if shape else 1
    u = uniform(name, count)
    if name.endswith("running_var"):
        value = 1 + 0.5 * u
    elif name.endswith("weight") and len(shape) >= 2:
        value = u * np.sqrt(3 / (count / shape[0]))
    elif name.endswith("weight") and len(shape) == 1:
        value = 1 + 0.25 * u
    else:
        value = 0.1 * u
    return torch.from_numpy(value.astype(np.float32).reshape(shape))


def image(channels, h, w):
    rows, columns = -(-h // 8), -(-w // 8)
    coarse = uniform("coarse:x", channels * rows * columns).reshape(channels, rows, columns)
    coarse = coarse.repeat(8, 1).repeat(8, 2)[:, :h, :w]
    fine = uniform("fine:x", channels * h * w).reshape(channels, h, w)
    return torch.from_numpy((0.5 + 0.25 * coarse + 0.25 * fine).astype(np.float32)[None])


SMALL = {"decoder_channels": [16, 16, 8, 8, 8]}
CASES = [
    ("depth 3", (48, 64), {"encoder_name": "resnet18", "encoder_depth": 3, "decoder_channels": [16, 8, 8]}),
    ("depth 4", (48, 64), {"encoder_name": "mobilenet_v2", "encoder_depth": 4, "decoder_channels": [16, 8, 8, 8]}),
    ("scse", (64, 64), {"encoder_name": "resnet18", "decoder_attention_type": "scse", "decoder_channels": [32, 32, 16, 16, 16]}),
    ("no norm", (64, 64), {"encoder_name": "resnet18", "decoder_use_norm": False, **SMALL}),
    ("instance norm", (64, 64), {"encoder_name": "resnet18", "decoder_use_norm": {"type": "instancenorm", "affine": True}, **SMALL}),
    ("bilinear", (64, 64), {"encoder_name": "resnet18", "decoder_interpolation": "bilinear", **SMALL}),
    ("bicubic", (64, 64), {"encoder_name": "resnet18", "decoder_interpolation": "bicubic", **SMALL}),
    ("nearest-exact", (64, 64), {"encoder_name": "resnet18", "decoder_interpolation": "nearest-exact", **SMALL}),
    ("odd sides", (51, 77), {"encoder_name": "resnet18", "in_channels": 4, "classes": 2, **SMALL}),
    ("odd sides, same padding", (51, 77), {"encoder_name": "efficientnet-b1", **SMALL}),
    ("bottlenecks", (64, 64), {"encoder_name": "resnet50", **SMALL}),
]  # fmt: skip

recorded = []
for name, (h, w), options in CASES:
    net = smp.Unet(encoder_weights=None, **{"classes": 1, "in_channels": 3, **options}).eval()
    state = net.state_dict()
    for key, value in state.items():
        if value.dtype == torch.float32:
            value.copy_(tensor(key, tuple(value.shape)))
    with torch.no_grad():
        y = net.double()(image(options.get("in_channels", 3), h, w).double())
    recorded.append(
        {
            "name": name,
            "height": h,
            "width": w,
            "options": options,
            "parameters": [[key, list(value.shape)] for key, value in state.items()][-14:],
            "count": len(state),
            "shape": list(y.shape),
            "largest": float(y.abs().max()),
            "values": [float(f"{v:.8g}") for v in y[:, :, ::5, ::5].flatten().tolist()],
        }
    )
json.dump(recorded, sys.stdout, separators=(",", ":"))
