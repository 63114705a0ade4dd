#!/usr/bin/env python3
"""Records what PyTorch computes for the operations of the Tensors module.

usage: record_kernels.py > Tests/TensorsTests/Fixtures/kernels.json     (needs PyTorch for CPU)

Inputs are a function of their names (FNV-1a and SplitMix64, numbers in [-1, 1) that single
precision holds exactly), so only the parameters and the outputs are stored. Maps are recorded as
PyTorch has them, (batch, channels, height, width).
"""

import json
import sys

import torch
import torch.nn.functional as F

MASK = (1 << 64) - 1


def uniform(name, count):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    numbers = []
    for i in range(1, count + 1):
        z = (state + i * 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        numbers.append((z >> 40) * 2.0**-23 - 1)
    return numbers


def tensor(name, *shape):
    count = 1
    for extent in shape:
        count *= extent
    return torch.tensor(uniform(name, count), dtype=torch.float32).reshape(shape)


def record(kind, parameters, output):
    return {
        "kind": kind,
        "parameters": parameters,
        "shape": list(output.shape),
        # nine significant digits name a single-precision number
        "output": [float(f"{value:.9g}") for value in output.flatten().tolist()],
    }


def convolution(shape, outputs, kernel, stride=1, padding=0, dilation=1, groups=1, transposed=False, extra=0):
    pair = lambda value: value if isinstance(value, tuple) else (value, value)
    kernel, stride, padding, dilation, extra = map(pair, (kernel, stride, padding, dilation, extra))
    inputs = shape[1]
    first, second = (inputs, outputs // groups) if transposed else (outputs, inputs // groups)
    x, w, b = tensor("x", *shape), tensor("w", first, second, *kernel), tensor("b", outputs)
    if transposed:
        y = F.conv_transpose2d(x, w, b, stride, padding, extra, groups, dilation)
    else:
        y = F.conv2d(x, w, b, stride, padding, dilation, groups)
    parameters = {
        "input": list(shape), "weight": list(w.shape), "stride": stride, "padding": padding,
        "dilation": dilation, "groups": [groups], "transposed": [int(transposed)], "extra": extra,
    }
    return record("convolution", parameters, y)


def pooling(kind, shape, kernel, stride, padding, dilation=1, ceil=False, counts=True):
    x = tensor("x", *shape)
    if kind == "maximum":
        y = F.max_pool2d(x, kernel, stride, padding, dilation, ceil)
    else:
        y = F.avg_pool2d(x, kernel, stride, padding, ceil, counts)
    parameters = {
        "input": list(shape), "maximum": [int(kind == "maximum")], "kernel": [kernel],
        "stride": [stride], "padding": [padding], "dilation": [dilation], "ceil": [int(ceil)],
        "counts": [int(counts)],
    }
    return record("pooling", parameters, y)


def resampling(mode, shape, size=None, factor=None, aligned=False):
    x = tensor("x", *shape)
    y = F.interpolate(x, size, factor, mode, aligned if mode in ("bilinear", "bicubic") else None)
    parameters = {"input": list(shape), "mode": mode, "aligned": [int(aligned)]}
    if factor:
        parameters["factor"] = list(factor)
    return record("resampling", parameters, y)


def activation(name, function):
    x = tensor("x", 1, 5, 4, 11) * 8
    return record("activation", {"name": name, "input": list(x.shape)}, function(x))


def cases():
    yield convolution((1, 5, 7, 9), 6, 3, padding=1)
    yield convolution((2, 3, 8, 7), 4, 3, stride=2, padding=1)
    yield convolution((1, 3, 13, 11), 5, 7, stride=2, padding=3)
    yield convolution((1, 9, 5, 6), 19, 1)
    yield convolution((1, 17, 6, 5), 3, (1, 3), padding=(0, 1))
    yield convolution((1, 4, 9, 10), 4, 3, padding=2, dilation=2)
    yield convolution((1, 4, 9, 10), 5, 3, padding=(3, 1), dilation=(3, 2), stride=(1, 2))
    yield convolution((1, 6, 6, 7), 9, 3, padding=1, groups=3)
    yield convolution((1, 11, 7, 8), 11, 3, padding=1, groups=11)
    yield convolution((1, 11, 9, 8), 11, 5, stride=2, padding=2, groups=11)
    yield convolution((1, 10, 6, 6), 20, 3, padding=1, groups=10)
    yield convolution((1, 5, 4, 5), 4, 2, stride=2, transposed=True)
    yield convolution((1, 6, 4, 5), 4, 4, stride=2, padding=1, transposed=True)
    yield convolution((1, 6, 3, 4), 4, 3, stride=(3, 2), padding=1, extra=1, groups=2, transposed=True)
    yield convolution((1, 3, 4, 4), 2, 3, stride=1, padding=1, dilation=2, transposed=True)
    yield pooling("maximum", (1, 3, 9, 8), 3, 2, 1)
    yield pooling("maximum", (1, 2, 10, 9), 3, 2, 0, dilation=2)
    yield pooling("maximum", (1, 2, 7, 8), 2, 2, 0, ceil=True)
    yield pooling("maximum", (1, 2, 7, 8), 3, 2, 1, ceil=True)
    yield pooling("average", (1, 3, 9, 8), 3, 2, 1)
    yield pooling("average", (1, 3, 9, 8), 3, 2, 1, counts=False)
    yield pooling("average", (1, 2, 8, 7), 3, 2, 1, ceil=True)
    yield pooling("average", (1, 2, 8, 7), 3, 2, 1, ceil=True, counts=False)
    yield pooling("average", (1, 2, 5, 6), 5, 1, 2)
    x = tensor("x", 1, 3, 7, 10)
    yield record("adaptive", {"input": [1, 3, 7, 10], "maximum": [0]}, F.adaptive_avg_pool2d(x, (3, 4)))
    yield record("adaptive", {"input": [1, 3, 7, 10], "maximum": [0]}, F.adaptive_avg_pool2d(x, (1, 1)))
    yield record("adaptive", {"input": [1, 3, 7, 10], "maximum": [0]}, F.adaptive_avg_pool2d(x, (9, 2)))
    yield record("adaptive", {"input": [1, 3, 7, 10], "maximum": [1]}, F.adaptive_max_pool2d(x, (3, 4)))
    for mode in ("nearest", "nearest-exact"):
        yield resampling(mode, (1, 2, 5, 6), size=(10, 12))
        yield resampling(mode, (1, 2, 7, 5), size=(4, 9))
        yield resampling(mode, (1, 2, 5, 6), factor=(1.7, 2.3))
    for mode in ("bilinear", "bicubic"):
        for aligned in (False, True):
            yield resampling(mode, (1, 2, 5, 6), size=(10, 12), aligned=aligned)
            yield resampling(mode, (1, 2, 9, 7), size=(4, 10), aligned=aligned)
            yield resampling(mode, (1, 2, 1, 6), size=(3, 1), aligned=aligned)
            yield resampling(mode, (1, 2, 5, 6), factor=(1.7, 2.3), aligned=aligned)
    x = tensor("x", 1, 2, 4, 5)
    for mode in ("constant", "reflect", "replicate"):
        padded = F.pad(x, (1, 3, 2, 0), mode, 0.5) if mode == "constant" else F.pad(x, (1, 3, 2, 0), mode)
        yield record("padding", {"input": [1, 2, 4, 5], "mode": mode}, padded)
    x, scale, shift = tensor("x", 2, 6, 3, 5), tensor("scale", 6), tensor("shift", 6)
    yield record("group norm", {"input": list(x.shape), "groups": [3]}, F.group_norm(x, 3, scale, shift, 1e-5))
    yield record("group norm", {"input": list(x.shape), "groups": [1]}, F.group_norm(x, 1, scale, shift, 1e-5))
    yield record("group norm", {"input": list(x.shape), "groups": [6]}, F.instance_norm(x, None, None, scale, shift, True, 0.1, 1e-5))
    last = x.permute(0, 2, 3, 1)
    yield record("layer norm", {"input": list(x.shape)}, F.layer_norm(last, (6,), scale, shift, 1e-6).permute(0, 3, 1, 2))
    yield record("softmax", {"input": [1, 5, 4, 11]}, F.softmax(tensor("x", 1, 5, 4, 11) * 8, 1))
    yield record("softmax", {"input": [1, 21, 2, 3]}, F.softmax(tensor("x", 1, 21, 2, 3) * 8, 1))
    for name, function in {
        "relu": F.relu, "relu6": F.relu6, "leaky": lambda x: F.leaky_relu(x, 0.2),
        "prelu": lambda x: F.prelu(x, tensor("slopes", 5)), "sigmoid": torch.sigmoid,
        "silu": F.silu, "hard sigmoid": F.hardsigmoid, "hard swish": F.hardswish, "gelu": F.gelu,
        "gelu tanh": lambda x: F.gelu(x, approximate="tanh"), "tanh": torch.tanh, "exp": torch.exp,
    }.items():
        yield activation(name, function)
    q, k, v = tensor("q", 2, 3, 7, 4), tensor("k", 2, 3, 9, 4), tensor("v", 2, 3, 9, 5)
    bias = tensor("bias", 1, 3, 7, 9)
    yield record("attention", {"bias": [0]}, F.scaled_dot_product_attention(q, k, v))
    yield record("attention", {"bias": [1]}, F.scaled_dot_product_attention(q, k, v, bias.expand(2, 3, 7, 9)))


def main():
    torch.set_num_threads(1)
    json.dump({"torch": torch.__version__, "cases": list(cases())}, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
