"""Records small files that PyTorch, safetensors and NumPy write, and what they hold, for
CheckpointTests.

usage: python3 scripts/parity/record_checkpoints.py Tests/LayersTests/Fixtures/checkpoints
needs: torch, safetensors, numpy
"""

import collections
import json
import pathlib
import sys

import numpy as np
import safetensors.torch
import torch

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
expected = {}
TYPES = [
    torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64,
    torch.uint16, torch.uint32, torch.uint64,
    torch.float16, torch.bfloat16, torch.float32, torch.float64,
]  # fmt: skip


def describe(arrays):
    result = []
    for name, array in arrays:
        tensor = torch.as_tensor(array) if not isinstance(array, torch.Tensor) else array
        values = tensor.detach().to(torch.float64).flatten().tolist()
        result.append(
            {
                "name": name,
                "type": str(tensor.dtype).removeprefix("torch."),
                "shape": list(tensor.shape),
                "values": [str(value) for value in values],
            }
        )
    return result


def flatten(value, path=()):
    if isinstance(value, (torch.Tensor, np.ndarray, np.generic)):
        yield ".".join(path), value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from flatten(item, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from flatten(item, (*path, str(index)))


numbers = torch.tensor([0.0, 1.0, 2.5, 100.0, 3.0, 0.1])
typed = {str(t).removeprefix("torch."): numbers.to(t).reshape(2, 3) for t in TYPES}
special = {
    "half": torch.tensor([65504.0, 6e-8, -0.0, float("inf"), 6.1e-5, -1.5], dtype=torch.float16),
    "bfloat": torch.tensor([3e38, -1e-38, 0.0, float("-inf"), 1.0039, -1.5], dtype=torch.bfloat16),
    "scalar": torch.tensor(7.0),
    "empty": torch.zeros(0, 3),
}
safetensors.torch.save_file(
    typed | special, folder / "types.safetensors", metadata={"format": "pt", "note": "ünïcode"}
)
expected["types.safetensors"] = describe((typed | special).items())

base = torch.arange(24, dtype=torch.float32)
norm = torch.nn.BatchNorm2d(2)
checkpoint = {
    "state_dict": collections.OrderedDict(
        [
            ("whole", base.reshape(2, 3, 4)),
            ("view", base[6:18].reshape(3, 4)),
            ("transposed", base.reshape(4, 6).t()),
            ("strided", base[1::3]),
            ("repeated", torch.ones(1, 3).expand(2, 3)),
            ("parameter", torch.nn.Parameter(torch.tensor([[1.5, -2.0]]))),
        ]
        + list(norm.state_dict().items())
        + list(typed.items())
        + list(special.items())
    ),
    "config": {
        "class": "isegm.model.is_hrnet_model.HRNetModel",
        "params": {
            "width": {"type": "int", "value": 18, "specified": True},
            "scale": {"type": "float", "value": np.float64(0.5), "specified": False},
            "mean": {"type": "array", "value": np.asfortranarray(np.arange(6.0).reshape(2, 3))},
        },
    },
    "epoch": 3,
    "optimizer": [{"step": torch.tensor(5)}, {}],
}
torch.save(checkpoint, folder / "archive.pth")
legacy = dict(checkpoint)
# The old stream knows no unsigned types but bytes.
legacy["state_dict"] = collections.OrderedDict(
    (key, value) for key, value in checkpoint["state_dict"].items() if "uint" not in key or key == "uint8"
)
torch.save(legacy, folder / "stream.pth", _use_new_zipfile_serialization=False)
expected["archive.pth"] = describe(flatten(checkpoint))
expected["stream.pth"] = describe(flatten(legacy))
torch.save(norm, folder / "module.pth")
torch.jit.script(torch.nn.Conv2d(1, 1, 1)).save(folder / "script.pt")

arrays = {
    "plain": np.arange(6, dtype=np.float32).reshape(2, 3),
    "fortran": np.asfortranarray(np.arange(24, dtype=np.float64).reshape(2, 3, 4)),
    "big_endian": np.array([1, -2, 300], dtype=">i4"),
    "half": np.array([0.5, -65504], dtype=np.float16),
    "truth": np.array([True, False, True]),
    "scalar": np.array(5, dtype=np.int64),
    "unsigned": np.array([255, 0], dtype=np.uint8),
    "empty": np.zeros((0, 4), dtype=np.float32),
}
np.savez_compressed(folder / "compressed.npz", **arrays)
np.savez(folder / "stored.npz", **arrays)
native = {key: value.astype(value.dtype.newbyteorder("=")) for key, value in arrays.items()}
expected["compressed.npz"] = expected["stored.npz"] = describe(native.items())
for version in (1, 2, 3):
    with open(folder / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, arrays["fortran"], version=(version, 0))
    expected[f"version{version}.npy"] = describe([("array", native["fortran"])])
np.save(folder / "structured.npy", np.zeros(2, dtype=[("a", "f4")]))
np.save(folder / "complex.npy", np.zeros(2, dtype=np.complex64))

(folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")))
