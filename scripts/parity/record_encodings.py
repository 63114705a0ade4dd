#!/usr/bin/env python3
"""Records what SciPy, NumPy and PyTorch make of clicks: planes of the encodings.

Writes Tests/ClickingTests/Fixtures/encodings.json. Clicks at pixels are encoded from SciPy's exact
distance transform, clicks between pixels and outside the picture from PyTorch's pairwise distances.
Planes are stored as 32-bit little-endian words in base64, positive before negative unless the name
is gto99. Recorded with NumPy 2.4.6, SciPy 1.17.1 and torch 2.15.0.
"""

import base64
import json
import pathlib

import numpy as np
import scipy
import torch

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/ClickingTests/Fixtures"
SIZE = (11, 14)
# row, column, positive
CASES = {
    "pixels": [(5, 6, 1), (0, 13, 1), (9, 2, 0), (5, 7, 0), (5, 6, 1)],
    "one sign": [(3, 3, 0)],
    "between": [(4.25, 6.5, 1), (0.5, -0.5, 1), (9.75, 13.125, 0), (2.5, 2.5, 0)],
    "outside": [(-3.5, 4.0, 1), (14.0, 20.0, 0), (5.0, -2.25, 0)],
}


def distances(clicks):
    """Euclidean distances to the nearest click, or None without click."""
    if not clicks:
        return None
    if all(float(v).is_integer() for click in clicks for v in click):
        if all(0 <= r < SIZE[0] and 0 <= c < SIZE[1] for r, c in clicks):
            away = np.ones(SIZE, bool)
            for row, column in clicks:
                away[int(row), int(column)] = False
            return scipy.ndimage.distance_transform_edt(away)
    grid = torch.cartesian_prod(*(torch.arange(n, dtype=torch.float64) for n in SIZE))
    places = torch.tensor(clicks, dtype=torch.float64)
    mode = "donot_use_mm_for_euclid_dist"
    return torch.cdist(grid, places, compute_mode=mode).amin(1).reshape(SIZE).numpy()


def planes(clicks):
    """All encodings of a case by name."""
    maps = [distances([c[:2] for c in clicks if c[2] == sign]) for sign in (1, 0)]

    def each(rule, empty, order=(0, 1)):
        return [np.full(SIZE, empty) if maps[i] is None else rule(maps[i]) for i in order]

    gto99 = []
    for i in (1, 0):
        for scale in (0.02, 0.08, 0.16):
            rule = lambda d, s=scale * 352: np.exp(-d**2 / (2 * s**2))
            gto99.append(np.zeros(SIZE) if maps[i] is None else rule(maps[i]))
    return {
        "disks": each(lambda d: d**2 <= 5**2, 0),
        "disks 2.5": each(lambda d: d**2 <= 2.5**2, 0),
        "distance_tanh": each(lambda d: np.tanh(2 * d / 260), 1),
        "distance_tanh 4": each(lambda d: np.tanh(2 * d / 4), 1),
        "distance_clipped 6": each(lambda d: np.minimum(d, 6) / 6, 1),
        "gaussians 3": each(lambda d: np.exp(-d**2 / 18), 0),
        "gto99": gto99,
    }


def main():
    cases = []
    for name, clicks in CASES.items():
        for encoding, made in planes(clicks).items():
            data = np.stack(made).astype("<f4").tobytes()
            cases.append({"name": name, "encoding": encoding, "clicks": clicks,
                          "data": base64.b64encode(data).decode()})
    FIXTURES.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(entry) for entry in cases)
    path = FIXTURES / "encodings.json"
    path.write_text(f'{{"height": {SIZE[0]}, "width": {SIZE[1]}, "cases": [\n{text}\n]}}\n')
    print(f"{len(cases)} cases in {path.name}")


if __name__ == "__main__":
    main()
