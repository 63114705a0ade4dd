#!/usr/bin/env python3
"""Records what two models without weights must answer, by solvers that share nothing with them.

usage: record_classical.py > Tests/ModelsTests/Fixtures/classical.json     (needs numpy and scipy)

The random walker's probabilities are those of scipy.sparse.linalg.spsolve on the equations that
RandomWalker.swift states; the graph cut's masks those of scipy.sparse.csgraph.maximum_flow on the
energy that GraphCut.swift states, for one Gaussian a mixture and without refits. Pictures are written
down for the small cases, and computed by `texture` for the others.
"""

import json

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow
from scipy.sparse.linalg import spsolve

DIRECTIONS = [(0, 1, 1.0), (1, -1, 2**0.5), (1, 0, 1.0), (1, 1, 2**0.5)]


def texture(height, width):
    """Two grounds with a grid of squares on them, and noise of up to 40 levels."""
    row, column = np.mgrid[:height, :width]
    noise = ((row * 73856093) ^ (column * 19349663)) % 40
    squares = (row // 9 + column // 7) % 2 * 60
    ground = np.where(column * 2 > width + row % 5, 120, 30)
    return np.stack([ground + squares + noise, 200 - ground + noise // 2, squares + 2 * noise], -1)


def lab(image):
    value = image / 255.0
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    matrix = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    xyz = linear @ np.array(matrix).T / [0.95047, 1, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (xyz * 24389 / 27 + 16) / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def edges(colors):
    """Index pairs, squared differences and lengths of all neighbours."""
    height, width, _ = colors.shape
    index = np.arange(height * width).reshape(height, width)
    for down, across, length in DIRECTIONS:
        first = (slice(0, height - down), slice(max(0, -across), width - max(0, across)))
        second = (slice(down, height), slice(max(0, across), width + min(0, across)))
        square = ((colors[first] - colors[second]) ** 2).sum(-1)
        yield index[first].ravel(), index[second].ravel(), square.ravel(), length


def seeds(shape, clicks, radius):
    """1 and 0 on disks round the clicks, -1 elsewhere; the clicks lie far from each other."""
    row, column = np.mgrid[: shape[0], : shape[1]]
    given = np.full(shape, -1.0)
    for k, (r, c, positive) in enumerate(clicks):
        given[(row - r) ** 2 + (column - c) ** 2 <= radius(k) ** 2] = float(positive)
    return given.ravel()


def random_walker(image, clicks, beta):
    height, width, _ = image.shape
    diagonal = float(np.hypot(height, width))
    parts = list(edges(lab(image)))
    mean = np.concatenate([p[2] for p in parts]).mean() if width * height > 1 else 0
    rate = beta / mean if mean > 0 else 0
    first = np.concatenate([p[0] for p in parts])
    second = np.concatenate([p[1] for p in parts])
    weight = np.concatenate([np.maximum(np.exp(-rate * p[2]), 1e-4) / p[3] for p in parts])
    count = height * width
    adjacency = sparse.coo_matrix((weight, (first, second)), (count, count)).tocsr()
    adjacency = adjacency + adjacency.T
    pull = np.zeros((height, width))
    pull[[0, -1], :] = pull[:, [0, -1]] = 5.8 / diagonal
    matrix = sparse.diags(np.asarray(adjacency.sum(1)).ravel() + pull.ravel()) - adjacency
    x = seeds((height, width), clicks, lambda _: 0.007 * diagonal)
    free = x < 0
    x[free] = 0
    x[free] = spsolve(matrix[free][:, free].tocsc(), -(matrix @ x)[free])
    return x.reshape(height, width)


def density(colors, weights, variance=8.0, uniform=0.1):
    """The logarithm of one Gaussian's density and the uniform one's, for every colour."""
    volume = 100 * 220 * 220
    if weights.sum() == 0:
        return np.full(len(colors), np.log(uniform / volume))
    mean = (weights[:, None] * colors).sum(0) / weights.sum()
    offset = colors - mean
    covariance = (weights[:, None] * offset).T @ offset / weights.sum() + variance * np.eye(3)
    distance = np.einsum("ij,jk,ik->i", offset, np.linalg.inv(covariance), offset)
    gaussian = np.exp(-distance / 2) / np.sqrt((2 * np.pi) ** 3 * np.linalg.det(covariance))
    return np.log((1 - uniform) * gaussian + uniform / volume)


def graph_cut(image, clicks, smoothness):
    height, width, _ = image.shape
    count, diagonal = height * width, float(np.hypot(height, width))
    colors = lab(image)
    bins = (image.reshape(-1, 3) >> 3) @ [1 << 10, 1 << 5, 1]
    _, entry = np.unique(bins, return_inverse=True)
    palette = np.array([colors.reshape(-1, 3)[entry == k].mean(0) for k in range(entry.max() + 1)])
    given = seeds((height, width), clicks, lambda k: diagonal * (0.0052 if k else 0.014))
    weights = np.zeros((2, len(palette)))
    np.add.at(weights[1], entry[given == 1], 20)
    np.add.at(weights[0], entry[given == 0], 20)
    np.add.at(weights[0], entry[given < 0], 1)
    advantage = (density(palette, weights[1]) - density(palette, weights[0]))[entry]
    row, column = np.mgrid[:height, :width]
    squares = np.array([(row - r) ** 2 + (column - c) ** 2 for r, c, _ in clicks]).reshape(len(clicks), -1)
    sign = np.array([1.0 if p else -1.0 for _, _, p in clicks])
    # The newest of equally near clicks counts.
    nearest = len(clicks) - 1 - squares[::-1].argmin(0)
    distance = np.sqrt(squares.min(0))
    words = 2 * sign[nearest] * np.exp(-distance / (0.052 * diagonal))
    term = 0.2 * advantage + words
    parts = list(edges(colors))
    mean = np.concatenate([p[2] for p in parts]).mean()
    rate = 1 / (2 * mean) if mean > 0 else 0
    unit = 2**14
    flow = {}
    source, sink = count, count + 1
    for first, second, square, length in parts:
        capacity = smoothness * diagonal / 1000 * (0.05 + 0.95 * np.exp(-rate * square)) / length
        for a, b, c in zip(first, second, np.rint(unit * capacity).astype(int)):
            flow[a, b] = flow[b, a] = c
    for pixel in range(count):
        if given[pixel] >= 0:
            flow[(source, pixel) if given[pixel] else (pixel, sink)] = 1 << 28
        else:
            capacity = int(np.rint(unit * abs(term[pixel])))
            flow[(source, pixel) if term[pixel] > 0 else (pixel, sink)] = capacity
    keys = np.array(list(flow), dtype=np.int32)
    values = np.array(list(flow.values()), dtype=np.int32)
    graph = sparse.csr_matrix((values, (keys[:, 0], keys[:, 1])), (count + 2, count + 2))
    residual = graph - maximum_flow(graph, source, sink).flow
    residual.data[residual.data < 0] = 0
    residual.eliminate_zeros()
    reached = breadth_first_order(residual, source, return_predecessors=False)
    mask = np.zeros(count + 2, bool)
    mask[reached] = True
    return mask[:count].reshape(height, width)


def walker_cases():
    yield 1, 9, 6, 1, [(0, 4, True)]
    yield 9, 1, 6, 1, [(2, 0, True), (7, 0, False)]
    yield 24, 36, 6, 1, [(8, 25, True)]
    yield 24, 36, 60, 1, [(8, 25, True), (20, 4, False)]
    yield 31, 17, 25, 1, [(15, 12, True), (28, 3, False), (3, 14, True)]
    yield 160, 285, 6, 8, [(80, 200, True)]
    yield 160, 285, 60, 8, [(80, 200, True), (30, 40, False), (140, 250, True)]


def cut_cases():
    yield [[62, 120, 48]], 0, [(0, 2, True)]
    yield [[62, 120, 48]], 17, [(0, 2, True)]
    yield [[10, 12, 200, 210, 205]], 0, [(0, 3, True), (0, 0, False)]
    yield [[90] * 6] * 4, 17, [(1, 2, True)]
    rng = np.random.default_rng(11)
    for height, width in [(5, 7), (12, 9), (20, 26)]:
        for smoothness in [0, 17, 400]:
            greys = rng.integers(0, 90, (height, width))
            greys[height // 4 : -height // 4, width // 4 : -width // 4] += 110
            clicks = [(height // 2, width // 2, True), (0, width - 1, False)]
            yield greys.tolist(), smoothness, clicks


def main():
    walkers = []
    for height, width, beta, step, clicks in walker_cases():
        x = random_walker(texture(height, width), clicks, beta)[::step, ::step]
        walkers.append(
            dict(height=height, width=width, beta=beta, step=step, clicks=[[r, c, int(p)] for r, c, p in clicks],
                 probabilities=[round(float(v), 6) for v in x.ravel()]))
    cuts = []
    for greys, smoothness, clicks in cut_cases():
        grey = np.array(greys)
        mask = graph_cut(np.stack([grey] * 3, -1), clicks, smoothness)
        cuts.append(
            dict(greys=greys, smoothness=smoothness, clicks=[[r, c, int(p)] for r, c, p in clicks],
                 mask=["".join("#" if v else "." for v in row) for row in mask]))
    print(json.dumps(dict(random_walker=walkers, graph_cut=cuts)))


main()
