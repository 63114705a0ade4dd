#!/usr/bin/env python3
"""Records what ONNX Runtime computes for small graphs, operator by operator.

usage: record_onnx.py > Tests/LayersTests/Fixtures/onnx.json     (needs onnx, onnxruntime, numpy)

Each case holds a whole .onnx file (base64) and the outputs (little-endian float32, base64; whole
numbers and truth values are stored as floats, too). Float inputs are a function of their names
(FNV-1a and SplitMix64, numbers in [-1, 1) times a scale plus a shift), so they are not stored; other
inputs are listed.
"""

import base64
import json
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

MASK = (1 << 64) - 1
INT_MAX = (1 << 63) - 1


def uniform(name, shape, scale=1.0, shift=0.0):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    numbers = []
    for i in range(1, int(np.prod(shape)) + 1):
        z = (state + i * 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        numbers.append((z >> 40) * 2.0**-23 - 1)
    return np.array(np.array(numbers, np.float32).reshape(shape) * np.float32(scale) + np.float32(shift), np.float32)


def base(data):
    return base64.b64encode(data).decode()


def ints(*values):
    return np.array(values, np.int64)


def node(operator, inputs, outputs, **attributes):
    return helper.make_node(operator, inputs.split(), outputs.split(), **attributes)


class Case:
    """One graph: nodes, float inputs by shape, and constants."""

    def __init__(self, title, nodes, opset=17, scale=1.0, shift=0.0, constants=None, output="y", open_axes=(), **inputs):
        self.title, self.opset, self.scale, self.shift = title, opset, scale, shift
        self.nodes = nodes if isinstance(nodes, list) else [nodes]
        self.inputs, self.constants, self.outputs = inputs, constants or {}, output.split()
        self.open_axes = open_axes

    def shape(self, name):
        extents = list(self.inputs[name])
        return [f"{name}{axis}" if axis in self.open_axes else extent for axis, extent in enumerate(extents)]

    def model(self):
        graph = helper.make_graph(
            self.nodes, "g",
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, self.shape(n)) for n in self.inputs],
            [helper.make_empty_tensor_value_info(name) for name in self.outputs],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=8 if self.opset < 21 else 10)
        model.producer_name = ""
        return model

    def record(self):
        model = self.model()
        data = model.SerializeToString()
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.intra_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            feeds = {name: np.asarray(uniform(name, shape, self.scale, self.shift)) for name, shape in self.inputs.items()}
            results = session.run(None, feeds)
        except Exception as error:
            raise SystemExit(f"{self.title}: {error}")
        return {
            "title": self.title,
            "model": base(data),
            "scale": self.scale,
            "shift": self.shift,
            "inputs": [{"name": name, "shape": list(shape)} for name, shape in self.inputs.items()],
            "outputs": [
                {"name": name, "shape": list(value.shape), "values": base(np.ascontiguousarray(value, dtype="<f4").tobytes())}
                for name, value in zip(self.outputs, results)
            ],
        }


def weights(name, *shape):
    return uniform(name, shape)


def unary(operator, opset=17, scale=3.0, shift=0.0, shape=(2, 3, 5), **attributes):
    words = "".join(f" {key}={value}" for key, value in attributes.items())
    return Case(f"{operator}{words}", node(operator, "x", "y", **attributes), opset, scale, shift, x=shape)


def binary(operator, a, b, opset=17, scale=1.0, shift=0.0, then=None):
    """Two operands; a comparison or logic is followed by a cast."""
    if then:
        nodes = [node(operator, "a b", "t"), node("Cast", "t", "y", to=then)]
    else:
        nodes = [node(operator, "a b", "y")]
    return Case(f"{operator} of {a} and {b}, opset {opset}", nodes, opset, scale, shift, a=a, b=b)


def convolutions():
    def conv(title, x, w, opset=11, bias=True, **attributes):
        constants = {"w": weights("w", *w)}
        if bias:
            constants["b"] = weights("b", w[0])
        return Case(f"Conv {title}", node("Conv", "x w b" if bias else "x w", "y", **attributes), opset, constants=constants, x=x)

    yield conv("3×3", (1, 3, 7, 9), (4, 3, 3, 3), pads=[1, 1, 1, 1], kernel_shape=[3, 3])
    yield conv("without attributes", (2, 3, 5, 6), (4, 3, 2, 3), bias=False)
    yield conv("strided", (1, 2, 9, 8), (3, 2, 3, 3), strides=[2, 2], pads=[1, 1, 1, 1])
    yield conv("with uneven edges", (1, 2, 8, 7), (3, 2, 3, 3), strides=[2, 1], pads=[0, 1, 1, 2])
    yield conv("dilated", (1, 2, 9, 10), (3, 2, 3, 3), dilations=[2, 3], pads=[2, 3, 2, 3])
    yield conv("in groups", (1, 6, 5, 6), (4, 3, 3, 3), group=2, pads=[1, 1, 1, 1])
    yield conv("depthwise", (1, 5, 6, 7), (5, 1, 3, 3), group=5, pads=[1, 1, 1, 1])
    yield conv("same upper", (1, 2, 7, 8), (3, 2, 3, 3), auto_pad="SAME_UPPER", strides=[2, 2])
    yield conv("same lower", (1, 2, 8, 7), (3, 2, 4, 3), auto_pad="SAME_LOWER", strides=[2, 2])
    yield conv("valid", (1, 2, 8, 7), (3, 2, 3, 3), auto_pad="VALID", strides=[2, 2])
    yield conv("along one axis", (2, 3, 11), (4, 3, 3), pads=[1, 2], strides=[2])
    yield Case("Conv of a computed weight", [node("Mul", "w s", "v"), node("Conv", "x v", "y")],
               constants={"w": weights("w", 2, 2, 3, 3), "s": np.float32(0.5)}, x=(1, 2, 5, 5))

    def transposed(title, x, w, opset=11, group=1, **attributes):
        constants = {"w": weights("w", *w), "b": weights("b", w[1] * group)}
        return Case(f"ConvTranspose {title}", node("ConvTranspose", "x w b", "y", group=group, **attributes), opset, constants=constants, x=x)

    yield transposed("2×2", (1, 3, 4, 5), (3, 4, 2, 2), strides=[2, 2])
    yield transposed("4×4", (1, 3, 4, 5), (3, 2, 4, 4), strides=[2, 2], pads=[1, 1, 1, 1])
    yield transposed("with output padding", (1, 2, 4, 3), (2, 3, 3, 3), strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1])
    yield transposed("with uneven edges", (1, 2, 4, 3), (2, 3, 3, 3), strides=[2, 3], pads=[0, 1, 1, 2])
    yield transposed("in groups", (1, 4, 4, 3), (4, 2, 3, 3), group=2, strides=[2, 1])
    yield transposed("dilated", (1, 2, 4, 4), (2, 3, 3, 3), dilations=[2, 2])
    yield transposed("of a given size", (1, 2, 4, 4), (2, 3, 3, 3), strides=[2, 2], output_shape=[8, 8])
    yield transposed("of a size above its own", (1, 2, 8, 5), (2, 3, 3, 3), strides=[2, 2], output_shape=[18, 12])
    yield transposed("of an odd rest", (1, 2, 4, 5), (2, 3, 4, 4), strides=[2, 2], output_shape=[7, 9])
    yield transposed("of an odd rest at the end", (1, 2, 4, 5), (2, 3, 4, 4), strides=[2, 2], output_shape=[7, 9], auto_pad="SAME_UPPER")
    yield transposed("same upper", (1, 2, 4, 4), (2, 3, 3, 3), strides=[2, 2], auto_pad="SAME_UPPER")
    yield transposed("same lower", (1, 2, 4, 5), (2, 3, 3, 3), strides=[2, 2], auto_pad="SAME_LOWER")


def normalisations():
    x = (2, 4, 3, 5)
    channel = {"s": weights("s", 4), "b": weights("b", 4)}
    running = {"m": weights("m", 4), "v": weights("v", 4) ** 2 + np.float32(0.5)}
    for opset in (9, 14, 15):
        yield Case(f"BatchNormalization, opset {opset}", node("BatchNormalization", "x s b m v", "y", epsilon=1e-3), opset, constants=channel | running, x=x)
    yield Case("BatchNormalization of two axes", node("BatchNormalization", "x s b m v", "y"), constants=channel | running, x=(3, 4))
    yield Case("InstanceNormalization", node("InstanceNormalization", "x s b", "y", epsilon=1e-4), constants=channel, x=x)
    yield Case("InstanceNormalization of three axes", node("InstanceNormalization", "x s b", "y"), constants=channel, x=(2, 4, 9))
    group = {"s": weights("s", 2), "b": weights("b", 2)}
    yield Case("GroupNormalization, opset 18", node("GroupNormalization", "x s b", "y", num_groups=2), 18, constants=group, x=x)
    yield Case("LayerNormalization", node("LayerNormalization", "x s b", "y", epsilon=1e-6),
               constants={"s": weights("s", 5), "b": weights("b", 5)}, x=x)
    yield Case("LayerNormalization of two axes", node("LayerNormalization", "x s", "y", axis=2),
               constants={"s": weights("s", 3, 5)}, x=x)
    yield Case("MeanVarianceNormalization", node("MeanVarianceNormalization", "x", "y", axes=[0, 2, 3]), x=x)
    yield Case("LpNormalization", node("LpNormalization", "x", "y", axis=1, p=2), x=x)
    yield Case("LpNormalization of the first order", node("LpNormalization", "x", "y", p=1), x=x)
    # what PyTorch exports for a group norm
    yield Case(
        "group norm as a pattern",
        [
            node("Reshape", "x parts", "r"), node("InstanceNormalization", "r one zero", "n", epsilon=1e-5),
            node("Shape", "x", "shape"), node("Reshape", "n shape", "t"), node("Mul", "t s", "u"), node("Add", "u b", "y"),
        ],
        constants={
            "parts": ints(0, 2, -1), "one": np.ones(2, np.float32), "zero": np.zeros(2, np.float32),
            "s": weights("s", 4, 1, 1), "b": weights("b", 4, 1, 1),
        },
        x=x)
    # what PyTorch exports for a layer norm before opset 17
    yield Case(
        "layer norm as a pattern",
        [
            node("ReduceMean", "x", "m", axes=[-1]), node("Sub", "x m", "d"), node("Pow", "d two", "q"),
            node("ReduceMean", "q", "v", axes=[-1]), node("Add", "v e", "w"), node("Sqrt", "w", "z"),
            node("Div", "d z", "n"), node("Mul", "n s", "t"), node("Add", "t b", "y"),
        ],
        13, constants={
            "two": np.float32(2), "e": np.float32(1e-5), "s": weights("s", 5), "b": weights("b", 5),
        },
        x=x)


def activations():
    for operator in ("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Erf", "Exp", "Neg", "Abs", "Floor",
                     "Ceil", "Round", "Sign", "Sin", "Cos", "Identity", "Mish"):
        yield unary(operator, 18 if operator == "Mish" else 17)
    for operator in ("Sqrt", "Log", "Reciprocal"):
        yield unary(operator, shift=3.5)
    yield unary("LeakyRelu")
    yield unary("LeakyRelu", alpha=0.2)
    yield unary("Elu", alpha=1.5)
    yield unary("Selu")
    yield unary("Celu", alpha=2.0)
    yield unary("ThresholdedRelu", alpha=0.7)
    yield unary("HardSigmoid")
    yield unary("HardSigmoid", alpha=1 / 6, beta=0.5)
    yield unary("HardSwish", scale=5.0)
    yield unary("Dropout", 9)
    yield unary("Clip", 7, min=-0.5, max=1.25)
    yield unary("Clip", 9, min=0.0, max=6.0, scale=9.0)
    low, high = {"low": np.float32(-0.5)}, {"high": np.float32(0.75)}
    yield Case("Clip of both inputs", node("Clip", "x low high", "y"), 11, constants=low | high, x=(2, 3, 5))
    yield Case("Clip of the lower input", node("Clip", "x low", "y"), 12, constants=low, x=(2, 3, 5))
    yield Case("Clip of the upper input", helper.make_node("Clip", ["x", "", "high"], ["y"]), 13, constants=high, x=(2, 3, 5))
    yield Case("Dropout, opset 13", node("Dropout", "x ratio", "y"), 13, constants={"ratio": np.float32(0.5)}, x=(2, 3, 5))
    yield Case("PRelu of a slope a channel", node("PRelu", "x s", "y"), constants={"s": weights("s", 3, 1, 1)}, x=(2, 3, 4, 5))
    yield Case("PRelu of one slope", node("PRelu", "x s", "y"), constants={"s": weights("s", 1)}, x=(2, 3, 4, 5))
    yield Case("PRelu of two axes", node("PRelu", "x s", "y"), constants={"s": weights("s", 5)}, x=(3, 5))
    half = {"root": np.float32(np.sqrt(2)), "one": np.float32(1), "half": np.float32(0.5)}
    yield Case(
        "gelu as a pattern",
        [node("Div", "x root", "a"), node("Erf", "a", "b"), node("Add", "b one", "c"), node("Mul", "x c", "d"), node("Mul", "d half", "y")],
        scale=3.0, constants=half, x=(2, 3, 5))
    yield Case("silu as a pattern", [node("Sigmoid", "x", "s"), node("Mul", "x s", "y")], scale=3.0, x=(1, 3, 4, 5))
    yield Case(
        "hard swish as a pattern",
        [node("Add", "x three", "a"), node("Clip", "a zero six", "b"), node("Mul", "x b", "c"), node("Div", "c six", "y")],
        scale=5.0, constants={"three": np.float32(3), "zero": np.float32(0), "six": np.float32(6)}, x=(1, 3, 4, 5))
    for opset, axes in ((9, (0, 1, 2)), (11, (1, 3, -1)), (13, (0, 1, 2, 3, -2))):
        for axis in axes:
            for operator in ("Softmax", "LogSoftmax"):
                yield Case(f"{operator} axis {axis}, opset {opset}", node(operator, "x", "y", axis=axis), opset, 4.0, x=(2, 3, 4, 5))
    yield Case("Softmax by default, opset 11", node("Softmax", "x", "y"), 11, x=(2, 3, 4))
    yield Case("Softmax by default, opset 13", node("Softmax", "x", "y"), 13, x=(2, 3, 4))


def arithmetic():
    shapes = (((2, 3, 4, 5), (2, 3, 4, 5)), ((2, 3, 4, 5), (3, 1, 1)), ((4, 1), (2, 1, 5)), ((2, 3), ()))
    for a, b in shapes:
        for operator in ("Add", "Sub", "Mul"):
            yield binary(operator, a, b, 9)
    yield binary("Div", (2, 3, 4), (3, 1), shift=2.5)
    yield binary("Pow", (2, 3, 4), (3, 1), 13, shift=2.0)
    for exponent in (2, 0.5, 3, -1):
        yield Case(f"Pow of {exponent}", node("Pow", "x e", "y"), 13, shift=2.0, constants={"e": np.float32(exponent)}, x=(2, 3, 4))
    yield Case("Pow of negative numbers", node("Pow", "x e", "y"), 13, constants={"e": np.float32(2)}, x=(2, 3, 4))
    yield Case("Pow with a whole exponent", node("Pow", "x e", "y"), 13, constants={"e": np.int64(2)}, x=(2, 3, 4))
    yield Case("Mod", node("Mod", "x e", "y", fmod=1), 13, 5.0, constants={"e": np.float32(1.5)}, x=(2, 3, 4))
    for operator in ("Min", "Max", "Sum", "Mean"):
        yield Case(f"{operator} of three", node(operator, "a b c", "y"), 13, a=(2, 3, 4), b=(3, 1), c=(2, 1, 4))
        yield Case(f"{operator} of one", node(operator, "a", "y"), 13, a=(2, 3, 4))
    for operator in ("Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual"):
        yield binary(operator, (2, 3, 4), (3, 1), 16, then=TensorProto.FLOAT)
    for operator in ("And", "Or", "Xor"):
        yield Case(
            operator,
            [node("Greater", "a zero", "p"), node("Less", "b zero", "q"), node(operator, "p q", "r"), node("Cast", "r", "y", to=1)],
            constants={"zero": np.float32(0)}, a=(3, 5), b=(3, 5))
    yield Case("Not", [node("Greater", "a zero", "p"), node("Not", "p", "q"), node("Cast", "q", "y", to=1)], constants={"zero": np.float32(0)}, a=(3, 5))
    yield Case("Where", [node("Greater", "a zero", "p"), node("Where", "p b c", "y")], constants={"zero": np.float32(0)}, a=(3, 1), b=(2, 3, 4), c=(4,))
    for target in (TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL, TensorProto.DOUBLE, TensorProto.UINT8):
        shift = 4.0 if target == TensorProto.UINT8 else 0.0
        yield Case(f"Cast to {TensorProto.DataType.Name(target)} and back", [node("Cast", "x", "t", to=target), node("Cast", "t", "y", to=1)], scale=3.0, shift=shift, x=(3, 7))
    yield Case("Cast of half precision weights", [node("Cast", "h", "w", to=1), node("Add", "x w", "y")],
               constants={"h": weights("h", 3, 5).astype(np.float16)}, x=(3, 5))
    yield Case("double precision weights", [node("Cast", "x", "d", to=11), node("Mul", "d w", "e"), node("Cast", "e", "y", to=1)],
               constants={"w": weights("h", 3, 5).astype(np.float64)}, x=(3, 5))
    yield Case("IsNaN", [node("Log", "x", "l"), node("IsNaN", "l", "n"), node("Cast", "n", "y", to=1)], x=(3, 5))
    yield Case("CumSum", node("CumSum", "x axis", "y"), constants={"axis": np.int64(1)}, x=(2, 5, 3))
    yield Case("CumSum, exclusive and reverse", node("CumSum", "x axis", "y", exclusive=1, reverse=1), constants={"axis": np.int64(-1)}, x=(2, 5, 3))


def products():
    for a, b in (((3, 4), (4, 5)), ((2, 3, 4), (4, 5)), ((2, 2, 3, 4), (2, 1, 4, 5)), ((4,), (4, 5)), ((2, 3, 4), (4,)), ((2, 1, 3, 4), (3, 4, 2))):
        yield binary("MatMul", a, b)
    yield Case("Gemm", node("Gemm", "a b c", "y"), 11, a=(3, 4), b=(4, 5), c=(5,))
    yield Case("Gemm, both transposed and scaled", node("Gemm", "a b c", "y", transA=1, transB=1, alpha=0.5, beta=2.0), 9, a=(4, 3), b=(5, 4), c=(3, 1))
    yield Case("Gemm without an addend", node("Gemm", "a b", "y", transB=1), 11, a=(3, 4), b=(5, 4))
    yield Case("a linear layer", node("Gemm", "x w b", "y", transB=1), constants={"w": weights("w", 5, 4), "b": weights("b", 5)}, x=(3, 4))
    for equation, a, b in (
        ("ij,jk->ik", (3, 4), (4, 5)), ("bhid,bhjd->bhij", (2, 2, 3, 4), (2, 2, 5, 4)),
        ("bchw,bkc->bkhw", (2, 3, 4, 5), (2, 6, 3)), ("bhwc,hkc->bhwk", (2, 3, 4, 5), (3, 6, 5)), ("bqc,bchw->bqhw", (2, 4, 3), (2, 3, 2, 5)),
    ):
        yield Case(f"Einsum {equation}", node("Einsum", "a b", "y", equation=equation), a=a, b=b)
    yield Case(
        "attention",
        [
            node("Transpose", "k", "kt", perm=[0, 1, 3, 2]), node("MatMul", "q kt", "s"), node("Mul", "s f", "t"),
            node("Softmax", "t", "p", axis=-1), node("MatMul", "p v", "o"), node("Transpose", "o", "r", perm=[0, 2, 1, 3]),
            node("Reshape", "r shape", "y"),
        ],
        constants={"f": np.float32(0.5), "shape": ints(0, 0, -1)}, q=(2, 3, 5, 4), k=(2, 3, 6, 4), v=(2, 3, 6, 4))


def poolings():
    def pool(operator, title, x, opset=11, **attributes):
        return Case(f"{operator} {title}", node(operator, "x", "y", **attributes), opset, x=x)

    for operator in ("MaxPool", "AveragePool"):
        yield pool(operator, "2×2", (1, 3, 6, 8), kernel_shape=[2, 2], strides=[2, 2])
        yield pool(operator, "3×3 padded", (1, 2, 7, 9), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
        yield pool(operator, "with uneven edges", (1, 2, 6, 7), kernel_shape=[3, 2], strides=[1, 2], pads=[0, 1, 1, 0])
        yield pool(operator, "rounding up", (1, 2, 7, 8), kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
        yield pool(operator, "same upper", (1, 2, 7, 8), kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
        yield pool(operator, "same lower", (1, 2, 7, 8), kernel_shape=[2, 2], strides=[2, 2], auto_pad="SAME_LOWER")
        yield pool(operator, "of stride 1", (1, 2, 5, 6), kernel_shape=[3, 3])
        yield pool(operator, "along one axis", (2, 3, 9), kernel_shape=[3], strides=[2], pads=[1, 1])
    yield pool("MaxPool", "dilated", (1, 2, 9, 8), kernel_shape=[3, 3], dilations=[2, 2])
    yield pool("AveragePool", "counting padding", (1, 2, 7, 9), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1)
    yield pool("AveragePool", "counting uneven padding", (1, 2, 6, 7), kernel_shape=[3, 3], pads=[0, 1, 2, 1], count_include_pad=1)
    yield pool("LpPool", "2×2", (1, 2, 6, 8), kernel_shape=[2, 2], strides=[2, 2], p=2)
    for operator in ("GlobalAveragePool", "GlobalMaxPool"):
        yield pool(operator, "", (2, 3, 5, 7))


def resizes():
    def resize(title, x, opset=13, sizes=None, scales=None, **attributes):
        constants = {}
        if sizes:
            constants["sizes"] = ints(*sizes)
        if scales:
            constants["scales"] = np.array(scales, np.float32)
        inputs = ["x"] if opset < 11 else ["x", ""]
        inputs += ["scales"] if scales else [""]
        inputs += ["sizes"] if sizes else []
        words = " ".join(str(value) for value in attributes.values())
        return Case(f"Resize {title} {words}, opset {opset}", helper.make_node("Resize", inputs, ["y"], **attributes), opset, constants=constants, x=x)

    x = (1, 2, 5, 6)
    for rule in ("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners"):
        for mode in ("linear", "cubic", "nearest"):
            for sizes in ((1, 2, 9, 13), (1, 2, 3, 4), (1, 2, 1, 8)):
                more = {"cubic_coeff_a": -0.75} if mode == "cubic" else {}
                yield resize(f"to {sizes[2:]}", x, sizes=sizes, mode=mode, coordinate_transformation_mode=rule, **more)
            yield resize("by factors", x, scales=(1, 1, 1.7, 2.3), mode=mode, coordinate_transformation_mode=rule)
    for rule in ("half_pixel", "asymmetric", "align_corners"):
        for nearest in ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"):
            for sizes in ((1, 2, 9, 13), (1, 2, 3, 4)):
                yield resize(f"to {sizes[2:]}", x, sizes=sizes, mode="nearest", coordinate_transformation_mode=rule, nearest_mode=nearest)
    # positions halfway between two pixels, and others that single precision moves
    for rule, nearest, a, b in (
        ("half_pixel", "round_prefer_ceil", 6, 37), ("half_pixel", "round_prefer_floor", 14, 19), ("half_pixel", "floor", 7, 1),
        ("asymmetric", "round_prefer_ceil", 7, 2), ("asymmetric", "floor", 14, 2), ("asymmetric", "ceil", 14, 38), ("half_pixel", "ceil", 7, 19),
        ("pytorch_half_pixel", "round_prefer_ceil", 14, 39),
    ):
        yield resize(f"{a} to {b}", (1, 2, 3, a), sizes=(1, 2, 3, b), mode="nearest", coordinate_transformation_mode=rule, nearest_mode=nearest)
    for mode in ("linear", "cubic"):
        for rule in ("half_pixel", "align_corners", "asymmetric"):
            yield resize("smoothed", (1, 2, 13, 7), 18, sizes=(1, 2, 5, 11), mode=mode, coordinate_transformation_mode=rule, antialias=1)
        yield resize("smoothed without the outside", (1, 2, 13, 16), 18, sizes=(1, 2, 5, 6), mode=mode, antialias=1, exclude_outside=1)
        yield resize("smoothed by factors", (1, 2, 13, 16), 19, scales=(1, 1, 0.3, 0.6), mode=mode, antialias=1)
    yield resize("with the format's own cubic,", x, sizes=(1, 2, 9, 13), mode="cubic")
    yield resize("to half", (1, 2, 8, 6), scales=(1, 1, 0.5, 0.5), mode="linear", coordinate_transformation_mode="half_pixel")
    yield resize("symmetric", x, 19, scales=(1, 1, 1.7, 2.3), mode="linear", coordinate_transformation_mode="half_pixel_symmetric")
    yield resize("of two axes", x, 18, sizes=(9, 13), mode="linear", axes=[2, 3])
    yield resize("by two, ten", x, 10, scales=(1, 1, 2, 2), mode="nearest")
    yield resize("by two, ten", x, 10, scales=(1, 1, 2, 2), mode="linear")
    for opset in (7, 9):
        for mode in ("nearest", "linear"):
            scales = np.array([1, 1, 2, 3], np.float32)
            if opset == 9:
                yield Case(f"Upsample {mode}, opset 9", node("Upsample", "x scales", "y", mode=mode), 9, constants={"scales": scales}, x=x)
            else:
                yield Case(f"Upsample {mode}, opset 7", node("Upsample", "x", "y", mode=mode, scales=scales.tolist()), 7, x=x)
    # what PyTorch exports for interpolate(x, size of z)
    yield Case(
        "Resize to another's size",
        [
            node("Shape", "z", "zs"), node("Slice", "zs two four", "hw"), node("Shape", "x", "xs"), node("Slice", "xs zero two", "nc"),
            node("Concat", "nc hw", "sizes", axis=0), helper.make_node("Resize", ["x", "", "", "sizes"], ["y"], mode="linear", coordinate_transformation_mode="pytorch_half_pixel"),
        ],
        13, constants={"zero": ints(0), "two": ints(2), "four": ints(4)}, open_axes=(2, 3), x=x, z=(1, 1, 9, 11))


def shapes():
    x = (2, 3, 4, 5)
    yield Case("Concat axis 1", node("Concat", "a b", "y", axis=1), a=(2, 3, 4), b=(2, 2, 4))
    yield Case("Concat axis -1 of three", node("Concat", "a b c", "y", axis=-1), a=(2, 3), b=(2, 1), c=(2, 4))
    yield Case("Split in two, opset 11", node("Split", "x", "y z", axis=3, split=[2, 3]), 11, output="y z", x=x)
    yield Case("Split evenly, opset 9", node("Split", "x", "y z", axis=2), 9, output="y z", x=x)
    yield Case("Split by an input", node("Split", "x parts", "y z w", axis=-1), 13, constants={"parts": ints(1, 3, 1)}, output="y z w", x=x)
    yield Case("Split into a number", node("Split", "x", "y z", axis=3, num_outputs=2), 18, output="y z", x=x)
    yield Case("Slice, opset 9", node("Slice", "x", "y", starts=[1, -3], ends=[3, INT_MAX], axes=[1, 3]), 9, x=x)
    yield Case("Slice by default axes, opset 9", node("Slice", "x", "y", starts=[0, 1], ends=[1, 3]), 9, x=x)
    yield Case("Slice, opset 13", node("Slice", "x s e a t", "y"), 13, x=x,
               constants={"s": ints(0, 3), "e": ints(INT_MAX, 0), "a": ints(3, -2), "t": ints(2, -1)})
    yield Case("Slice backwards to the start", node("Slice", "x s e a t", "y"), 11, x=x,
               constants={"s": ints(-1), "e": ints(-INT_MAX), "a": ints(3), "t": ints(-2)})
    yield Case("Slice of nothing left", node("Slice", "x s e a", "y"), 11, x=x, constants={"s": ints(3), "e": ints(1), "a": ints(2)})
    for mode in ("constant", "reflect", "edge"):
        yield Case(f"Pad {mode}, opset 9", node("Pad", "x", "y", mode=mode, pads=[0, 0, 1, 2, 0, 0, 3, 1], value=0.5), 9, x=x)
        yield Case(f"Pad {mode}, opset 13", node("Pad", "x p v", "y", mode=mode), 13, x=x, constants={"p": ints(0, 0, 2, 1, 0, 0, 0, 3), "v": np.float32(-0.25)})
    yield Case("Pad of all axes", node("Pad", "x p", "y"), 13, x=(2, 3, 4), constants={"p": ints(1, 0, 2, 0, 1, 1)})
    yield Case("Pad with negative amounts", node("Pad", "x p", "y"), 13, x=x, constants={"p": ints(0, 0, -1, 1, 0, 0, 0, -2)})
    yield Case("Pad of some axes", node("Pad", "x p v a", "y"), 18, x=x, constants={"p": ints(1, 2), "v": np.float32(0), "a": ints(-1)})
    yield Case("Pad wrap", node("Pad", "x p", "y", mode="wrap"), 19, x=x, constants={"p": ints(0, 0, 2, 1, 0, 0, 0, 3)})
    for mode in ("wrap", "edge", "constant", "reflect"):
        yield Case(f"Pad {mode} of what negative amounts leave", node("Pad", "x p", "y", mode=mode), 19, x=x, constants={"p": ints(0, -1, 2, -2, 0, 1, -1, 1)})
    yield Case("Pad wrap by more than there is", node("Pad", "x p", "y", mode="wrap"), 19, x=x, constants={"p": ints(0, 0, 9, 0, 0, 0, 0, 11)})
    for target in ((6, 20), (0, -1), (-1,), (0, 0, 20), (2, 2, -1, 3, 5)):
        yield Case(f"Reshape to {target}", node("Reshape", "x s", "y"), 14, constants={"s": ints(*target)}, x=(2, 6, 2, 5) if len(target) == 5 else x)
    yield Case("Reshape of nothing", [node("Slice", "x z z a", "e"), node("Reshape", "e s", "y", allowzero=1)], 14, x=(2, 3), constants={"z": ints(0), "a": ints(0), "s": ints(3, 0)})
    for axis in (0, 1, 2, -1, 4):
        yield Case(f"Flatten axis {axis}", node("Flatten", "x", "y", axis=axis), x=x)
    yield Case("Squeeze, opset 11", node("Squeeze", "x", "y", axes=[0, 2]), 11, x=(1, 3, 1, 5))
    yield Case("Squeeze of all, opset 11", node("Squeeze", "x", "y"), 11, x=(1, 3, 1, 5))
    yield Case("Squeeze, opset 13", node("Squeeze", "x a", "y"), 13, constants={"a": ints(-2)}, x=(1, 3, 1, 5))
    yield Case("Unsqueeze, opset 11", node("Unsqueeze", "x", "y", axes=[0, 3]), 11, x=(3, 5))
    yield Case("Unsqueeze, opset 13", node("Unsqueeze", "x a", "y"), 13, constants={"a": ints(-1, 1)}, x=(3, 5))
    yield Case("Transpose", node("Transpose", "x", "y", perm=[0, 2, 3, 1]), x=x)
    yield Case("Transpose by default", node("Transpose", "x", "y"), x=x)
    yield Case("Expand", node("Expand", "x s", "y"), constants={"s": ints(2, 1, 4, 5)}, x=(3, 4, 1))
    yield Case("Expand of fewer axes", node("Expand", "x s", "y"), constants={"s": ints(3, 1)}, x=(2, 3, 4))
    yield Case("Tile", node("Tile", "x r", "y"), constants={"r": ints(1, 2, 3)}, x=(2, 3, 2))
    yield Case("Gather", node("Gather", "x i", "y", axis=1), constants={"i": ints(2, 0, -1)}, x=x)
    yield Case("Gather of one", node("Gather", "x i", "y", axis=2), constants={"i": np.int64(-1)}, x=x)
    yield Case("Gather by a matrix", node("Gather", "x i", "y"), constants={"i": np.array([[1, 0], [1, 1]], np.int64)}, x=x)
    for mode in ("DCR", "CRD"):
        yield Case(f"DepthToSpace {mode}", node("DepthToSpace", "x", "y", blocksize=2, mode=mode), 13, x=(1, 8, 3, 4))
    yield Case("SpaceToDepth", node("SpaceToDepth", "x", "y", blocksize=2), 13, x=(1, 3, 4, 6))
    yield Case("Shape and Size", [node("Shape", "x", "s"), node("Size", "x", "n"), node("Unsqueeze", "n zero", "m"), node("Concat", "s m", "t", axis=0), node("Cast", "t", "y", to=1)],
               constants={"zero": ints(0)}, x=x)
    yield Case("Shape of some axes", [node("Shape", "x", "s", start=1, end=-1), node("Cast", "s", "y", to=1)], x=x)
    yield Case("ConstantOfShape", [node("Shape", "x", "s"), helper.make_node("ConstantOfShape", ["s"], ["c"], value=helper.make_tensor("v", TensorProto.FLOAT, [1], [2.5])), node("Add", "x c", "y")], x=x)
    yield Case("ConstantOfShape by default", [node("Shape", "x", "s"), node("ConstantOfShape", "s", "y")], x=(2, 3))
    yield Case("Range", [node("Range", "a b c", "r"), node("Cast", "r", "f", to=1), node("Add", "x f", "y")], constants={"a": np.int64(2), "b": np.int64(12), "c": np.int64(3)}, x=(2, 4))
    yield Case("Range of real numbers", [node("Range", "a b c", "r"), node("Add", "x r", "y")], constants={"a": np.float32(1), "b": np.float32(-1), "c": np.float32(-0.5)}, x=(2, 4))
    yield Case("Constant of a tensor", [helper.make_node("Constant", [], ["c"], value=numpy_helper.from_array(weights("c", 3, 1))), node("Add", "x c", "y")], 9, x=(3, 4))
    yield Case("Constant of numbers", [helper.make_node("Constant", [], ["c"], value_floats=[1.0, 2.0, 3.0, 4.0]), helper.make_node("Constant", [], ["d"], value_float=0.5), node("Add", "x c", "t"), node("Mul", "t d", "y")], 13, x=(3, 4))
    yield Case("Constant of whole numbers", [helper.make_node("Constant", [], ["s"], value_ints=[4, 3]), helper.make_node("Constant", [], ["a"], value_int=0), node("Reshape", "x s", "t"), node("CumSum", "t a", "y")], 13, x=(3, 4))
    # arithmetic of shapes as exporters write it
    yield Case(
        "a shape computed from an input's",
        [
            node("Shape", "x", "s"), node("Gather", "s one", "c"), node("Mul", "c two", "d"), node("Div", "d three", "e"),
            node("Unsqueeze", "e axis", "f"), node("Concat", "f rest", "t", axis=0), node("Reshape", "x t", "y"),
        ],
        constants={"one": np.int64(1), "two": np.int64(2), "three": np.int64(3), "axis": ints(0), "rest": ints(-1, 4)}, open_axes=(0, 1), x=(2, 6, 4))
    then = helper.make_graph([node("Mul", "x x", "p")], "then", [], [helper.make_empty_tensor_value_info("p")])
    other = helper.make_graph([node("Add", "x x", "q")], "else", [], [helper.make_empty_tensor_value_info("q")])
    for condition in (True, False):
        yield Case(f"If {condition}", helper.make_node("If", ["c"], ["y"], then_branch=then, else_branch=other), constants={"c": np.array(condition)}, x=(3, 4))
    yield Case(
        "If of a shape", [node("Shape", "x", "s"), node("Gather", "s zero", "n"), node("Equal", "n three", "c"), helper.make_node("If", ["c"], ["y"], then_branch=then, else_branch=other)],
        constants={"zero": np.int64(0), "three": np.int64(3)}, x=(3, 4))


def reductions():
    x = (2, 3, 4, 5)
    for operator in ("ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"):
        yield Case(f"{operator} of two axes", node(operator, "x", "y", axes=[2, 3]), 11, x=x)
        yield Case(f"{operator} without keeping", node(operator, "x", "y", axes=[-3], keepdims=0), 11, x=x)
        yield Case(f"{operator} of all", node(operator, "x", "y"), 11, x=x)
        yield Case(f"{operator} by an input", node(operator, "x a", "y", keepdims=0), 18, constants={"a": ints(1, -1)}, x=x)
    yield Case("ReduceLogSum", node("ReduceLogSum", "x", "y", axes=[1]), 11, shift=1.5, x=x)
    yield Case("ReduceSum, opset 13", node("ReduceSum", "x a", "y"), 13, constants={"a": ints(1)}, x=x)
    yield Case("ReduceSum of no axes", node("ReduceSum", "x a", "y", noop_with_empty_axes=1), 13, constants={"a": np.array([], np.int64)}, x=x)
    for operator in ("ArgMax", "ArgMin"):
        for axis, keep in ((1, 1), (-1, 0), (0, 1)):
            yield Case(f"{operator} axis {axis}, keeping {keep}", [node(operator, "x", "t", axis=axis, keepdims=keep), node("Cast", "t", "y", to=1)], x=x)


def selections():
    x = (2, 3, 4, 5)
    for opset, modes in ((16, ("bilinear", "nearest", "bicubic")), (20, ("linear", "nearest", "cubic")), (22, ("linear",))):
        for mode in modes:
            for padding in ("zeros", "border", "reflection"):
                for corners in (0, 1):
                    yield Case(f"GridSample {mode} {padding}, corners {corners}, opset {opset}", node("GridSample", "x g", "y", mode=mode, padding_mode=padding, align_corners=corners), opset, 1.7, x=x, g=(2, 3, 6, 2))
    for axis, largest, k in ((-1, 1, 2), (1, 0, 3), (2, 1, 1)):
        yield Case(f"TopK axis {axis}, largest {largest}", [node("TopK", "x k", "v i", axis=axis, largest=largest), node("Cast", "i", "j", to=1)], constants={"k": ints(k)}, output="v j", x=x)
    yield Case("TopK of equal ones", [node("Floor", "x", "f"), node("TopK", "f k", "v i"), node("Cast", "i", "j", to=1)], 11, 2.0, constants={"k": ints(4)}, output="v j", x=(3, 7))
    yield Case("TopK, opset 9", [node("TopK", "x", "v i", k=2, axis=1), node("Cast", "i", "j", to=1)], 9, output="v j", x=(3, 7))
    yield Case("TopK, opset 24", [node("TopK", "x k", "v i", axis=0), node("Cast", "i", "j", to=1)], 24, constants={"k": ints(2)}, output="v j", x=(3, 7))
    yield Case("GatherElements", node("GatherElements", "x i", "y", axis=1), constants={"i": np.array([[[0, -1]], [[2, 1]]], np.int64)}, x=(2, 3, 4))
    yield Case("GatherElements of the last axis", node("GatherElements", "x i", "y", axis=-1), 13, constants={"i": np.array([[3, 0, 0], [1, -4, 2]], np.int64)}, x=(2, 4))
    yield Case("GatherND of elements", node("GatherND", "x i", "y"), 13, constants={"i": np.array([[0, 1], [1, -1]], np.int64)}, x=(2, 3))
    yield Case("GatherND of parts", node("GatherND", "x i", "y"), 13, constants={"i": np.array([[[1]], [[0]]], np.int64)}, x=(2, 3, 2))
    yield Case("GatherND of batches", node("GatherND", "x i", "y", batch_dims=1), 13, constants={"i": np.array([[2, 1], [0, 3]], np.int64)}, x=(2, 3, 4, 2))
    yield Case("ScatterElements", node("ScatterElements", "x i u", "y", axis=1), 13, constants={"i": np.array([[0, -1], [2, 1]], np.int64)}, x=(2, 4), u=(2, 2))
    yield Case("Scatter, opset 9", node("Scatter", "x i u", "y"), 9, constants={"i": np.array([[1, 0, 1], [0, 2, 2]], np.int64)}, x=(3, 4), u=(2, 3))
    for reduction in ("none", "add", "mul", "max", "min"):
        yield Case(f"ScatterElements, {reduction}", node("ScatterElements", "x i u", "y", axis=-1, reduction=reduction), 18, constants={"i": np.array([[0, 1, 3], [2, 3, -4]], np.int64)}, x=(2, 4), u=(2, 3))
        yield Case(f"ScatterND, {reduction}", node("ScatterND", "x i u", "y", reduction=reduction), 18, constants={"i": np.array([[0, 1], [1, 2], [1, -3]], np.int64)}, x=(2, 3, 4), u=(3, 4))
    yield Case("ScatterElements, add twice", node("ScatterElements", "x i u", "y", axis=1, reduction="add"), 16, constants={"i": np.array([[0, 0, 0], [2, 3, 2]], np.int64)}, x=(2, 4), u=(2, 3))
    yield Case("ScatterND, opset 11", node("ScatterND", "x i u", "y"), 11, constants={"i": np.array([[2], [0]], np.int64)}, x=(3, 4, 2), u=(2, 4, 2))
    # how a window is written into a picture of zeros by exporters
    yield Case(
        "a part written in place", [node("ConstantOfShape", "s", "z"), node("ScatterND", "z i u", "t"), node("Add", "t x", "y")], 13,
        constants={"s": ints(3, 4), "i": np.array([[[0, 1], [0, 2]], [[1, 1], [1, 2]]], np.int64)}, x=(3, 4), u=(2, 2))
    for upper in (0, 1):
        yield Case(f"Trilu upper {upper}", node("Trilu", "x", "y", upper=upper), 14, x=(2, 4, 5))
        for k in (-2, 1, 9):
            yield Case(f"Trilu upper {upper}, diagonal {k}", node("Trilu", "x k", "y", upper=upper), 14, constants={"k": np.int64(k)}, x=(4, 5))
    for axis in (-1, 0, 1):
        yield Case(f"OneHot axis {axis}", [node("OneHot", "i d v", "h", axis=axis), node("Mul", "h x", "y")], 11, constants={"i": np.array([[0, -1, 5], [2, 3, -4]], np.int64), "d": np.int64(4), "v": np.array([-0.5, 2.0], np.float32)}, x=())
    yield Case("NonZero of a constant", [node("NonZero", "c", "n"), node("Cast", "n", "f", to=1), node("Mul", "f x", "y")], 13, constants={"c": np.array([[1, 0, 2], [0, 0, 3]], np.float32)}, x=())
    yield Case("NonZero of a shape", [node("Shape", "x", "s"), node("ConstantOfShape", "s", "o", ), node("NonZero", "k", "n"), node("Transpose", "n", "t", perm=[1, 0]), node("GatherND", "x t", "y")], 13, constants={"k": np.array([[1, 0, 1], [0, 1, 1]], np.int64)}, x=(2, 3))
    yield Case("Col2Im", node("Col2Im", "x s b", "y"), 18, constants={"s": ints(5, 5), "b": ints(1, 5)}, x=(1, 5, 5))
    yield Case("Col2Im, strided, padded and dilated", node("Col2Im", "x s b", "y", strides=[2, 1], pads=[1, 0, 0, 1], dilations=[1, 2]), 18, constants={"s": ints(6, 7), "b": ints(3, 2)}, x=(2, 12, 18))


def quantization():
    weight = np.array([[-128, 3, 127], [5, -6, 0]], np.int8)
    yield Case("DequantizeLinear of weights", [node("DequantizeLinear", "q s z", "w", axis=0), node("Add", "w x", "y")], 13, constants={"q": weight, "s": np.array([0.1, 0.25], np.float32), "z": np.array([1, -2], np.int8)}, x=(2, 3))
    yield Case("DequantizeLinear of one scale", [node("DequantizeLinear", "q s", "w"), node("Add", "w x", "y")], 10, constants={"q": weight, "s": np.float32(0.1)}, x=(2, 3))
    for kind, zero in ((np.uint8, 100), (np.int8, -7)):
        yield Case(f"QuantizeLinear to {kind.__name__} and back", [node("QuantizeLinear", "x s z", "q"), node("DequantizeLinear", "q s z", "y")], 13, 3.0, constants={"s": np.float32(0.02), "z": kind(zero)}, x=(2, 3, 5))
    yield Case("QuantizeLinear without a zero point", [node("QuantizeLinear", "x s", "q"), node("Cast", "q", "y", to=1)], 19, 3.0, shift=2.0, constants={"s": np.float32(0.25)}, x=(2, 3, 5))
    yield Case("QuantizeLinear of each channel", [node("QuantizeLinear", "x s z", "q", axis=1), node("DequantizeLinear", "q s z", "y", axis=1)], 21, 3.0, constants={"s": np.array([0.02, 0.1, 1.0], np.float32), "z": np.array([0, 5, -5], np.int8)}, x=(2, 3, 5))


def later():
    """Operators of later versions of the operator set."""
    yield Case("Swish", node("Swish", "x", "y", alpha=1.5), 24, 3.0, x=(2, 3, 5))
    yield Case("Swish by default", node("Swish", "x", "y"), 24, 3.0, x=(2, 3, 5))
    yield Case("RMSNormalization", node("RMSNormalization", "x s", "y", epsilon=1e-4), 23, constants={"s": weights("s", 5)}, x=(2, 3, 5))
    yield Case("RMSNormalization of two axes", node("RMSNormalization", "x s", "y", axis=1), 23, constants={"s": weights("s", 3, 5)}, x=(2, 3, 5))
    yield Case("IsInf", [node("Reciprocal", "c", "r"), node("IsInf", "r", "i", detect_negative=0), node("Cast", "i", "f", to=1), node("Add", "f x", "y")], 20, constants={"c": np.array([0.0, -0.0, 1.0], np.float32)}, x=(3,))
    for opset in (22, 23, 24, 25, 26):
        yield Case(
            f"a block, opset {opset}",
            [node("Conv", "x w", "a", pads=[1, 1, 1, 1]), node("Relu", "a", "b"), node("MaxPool", "b", "c", kernel_shape=[2, 2], strides=[2, 2]), node("Reshape", "c s", "d"), node("Softmax", "d", "y")],
            opset, constants={"w": weights("w", 4, 2, 3, 3), "s": ints(1, 4, -1)}, x=(1, 2, 6, 8))


def blocks():
    """Small networks of several layers, as exporters write them."""
    w = {"w1": weights("w1", 8, 3, 3, 3), "w2": weights("w2", 8, 1, 3, 3), "w3": weights("w3", 4, 8, 1, 1), "b1": weights("b1", 8), "b3": weights("b3", 4)}
    norm = {"s": weights("s", 8), "h": weights("h", 8), "m": weights("m", 8), "v": weights("v", 8) ** 2 + np.float32(0.5)}
    yield Case(
        "a separable block with its norm",
        [
            node("Conv", "x w1 b1", "a", pads=[1, 1, 1, 1], strides=[2, 2]), node("Relu", "a", "c"),
            node("Conv", "c w2", "d", group=8, pads=[1, 1, 1, 1]), node("BatchNormalization", "d s h m v", "e"),
            node("Clip", "e zero six", "f"), node("Conv", "f w3 b3", "g"), helper.make_node("Resize", ["g", "", "up"], ["k"], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
            node("Sigmoid", "k", "y"),
        ],
        constants=w | norm | {"zero": np.float32(0), "six": np.float32(6), "up": np.array([1, 1, 2, 2], np.float32)}, open_axes=(0, 2, 3), x=(1, 3, 10, 13))
    yield Case(
        "squeeze and excitation",
        [
            node("Conv", "x w1 b1", "a", pads=[1, 1, 1, 1]), node("GlobalAveragePool", "a", "p"), node("Conv", "p u", "q"), node("Relu", "q", "r"),
            node("Conv", "r z", "t"), node("HardSigmoid", "t", "g", alpha=1 / 6), node("Mul", "g a", "y"),
        ],
        constants={"w1": w["w1"], "b1": w["b1"], "u": weights("u", 2, 8, 1, 1), "z": weights("z", 8, 2, 1, 1)}, x=(1, 3, 6, 7))
    yield Case(
        "a residual with a shared input",
        [
            node("Conv", "x k", "a", pads=[1, 1, 1, 1]), node("Add", "a x", "b"), node("Relu", "b", "c"), node("MaxPool", "c", "d", kernel_shape=[2, 2], strides=[2, 2]),
            helper.make_node("Resize", ["d", "", "up"], ["e"], mode="linear", coordinate_transformation_mode="half_pixel"), node("Concat", "e c x", "y", axis=1),
        ],
        constants={"k": weights("k", 3, 3, 3, 3), "up": np.array([1, 1, 2, 2], np.float32)}, output="y d", x=(1, 3, 6, 8))


def main():
    cases = [
        case.record()
        for group in (convolutions, normalisations, activations, arithmetic, products, poolings, resizes, shapes, reductions, selections, quantization, later, blocks)
        for case in group()
    ]
    titles = [case["title"] for case in cases]
    assert len(titles) == len(set(titles)), sorted(title for title in titles if titles.count(title) > 1)
    json.dump({"onnxruntime": onnxruntime.__version__, "cases": cases}, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
