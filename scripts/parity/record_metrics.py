#!/usr/bin/env python3
"""Records metrics of masks, bootstrap intervals and permutation tests with independent software.

usage: record_metrics.py > Tests/EngineTests/Fixtures/metrics.json
       (needs numpy, scipy, scikit-image, opencv-python-headless and pycocotools)

Masks are random blobs, stored as rows of '.', '#' and '?' (ignored). Metrics that look at shapes are
recorded of the masks without what the target ignores, as DAVIS's evaluation cuts its void pixels.
"""

import json
import math

import cv2
import numpy as np
import scipy.ndimage as ndi
import scipy.stats as stats
from pycocotools import mask as coco
from skimage.morphology import dilation, disk

SIZES = [(1, 1), (1, 9), (7, 5), (12, 12), (23, 31), (40, 64)]


def blobs(rng, height, width):
    field = ndi.gaussian_filter(rng.standard_normal((height, width)), min(height, width) / 8)
    return field > np.quantile(field, rng.uniform(0.2, 0.9))


def cases():
    rng = np.random.default_rng(7)
    for height, width in SIZES:
        for kind in range(6):
            target = blobs(rng, height, width)
            prediction = blobs(rng, height, width) if kind % 2 else np.roll(target, 1 + kind // 2, 1)
            ignored = blobs(rng, height, width) & blobs(rng, height, width)
            if kind < 3:
                ignored[:] = False
            if kind == 4:
                prediction[:] = False
            yield prediction, target, ignored
    full, none = np.ones((6, 8), bool), np.zeros((6, 8), bool)
    for prediction, target in [(full, full), (none, none), (full, none), (none, full)]:
        yield prediction, target, none


def boundary_iou(prediction, target):
    height, width = target.shape
    iterations = max(1, round(0.02 * math.sqrt(height**2 + width**2)))

    def band(mask):
        padded = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
        inner = cv2.erode(padded, np.ones((3, 3), np.uint8), iterations=iterations)[1:-1, 1:-1]
        return mask & (inner == 0)

    one, two = band(prediction), band(target)
    union = np.logical_or(one, two).sum()
    return 1.0 if union == 0 else float(np.logical_and(one, two).sum() / union)


def contour(mask):
    lines = np.zeros(mask.shape, np.uint8)
    found, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(lines, found, -1, 1, 1)
    return lines > 0


def surface(mask):
    return mask & ~ndi.binary_erosion(mask, ndi.generate_binary_structure(2, 1))


def distances(one, two):
    return ndi.distance_transform_edt(~two)[one], ndi.distance_transform_edt(~one)[two]


def assd(prediction, target):
    if prediction.any() != target.any():
        return None
    if not target.any():
        return 0.0
    return float(np.mean(np.concatenate(distances(contour(prediction), contour(target)))))


def hausdorff95(prediction, target):
    if prediction.any() != target.any():
        return None
    if not target.any():
        return 0.0
    return float(
        np.percentile(np.concatenate(distances(surface(prediction), surface(target))), 95)
    )


def edges(mask):
    right, below, corner = (mask.copy() for _ in range(3))
    right[:, :-1] = mask[:, 1:]
    below[:-1, :] = mask[1:, :]
    corner[:-1, :-1] = mask[1:, 1:]
    result = (mask ^ right) | (mask ^ below) | (mask ^ corner)
    result[-1, :] = mask[-1, :] ^ right[-1, :]
    result[:, -1] = mask[:, -1] ^ below[:, -1]
    result[-1, -1] = False
    return result


def davis_f(prediction, target):
    radius = math.ceil(0.008 * np.linalg.norm(target.shape))
    one, two = edges(prediction), edges(target)
    near_two, near_one = dilation(two, disk(radius)), dilation(one, disk(radius))
    precision = (one & near_two).sum() / one.sum() if one.any() else 1
    recall = (two & near_one).sum() / two.sum() if two.any() else 1
    return 0.0 if precision + recall == 0 else float(2 * precision * recall / (precision + recall))


def coco_iou(prediction, target):
    one, two = (coco.encode(np.asfortranarray(m.astype(np.uint8))) for m in (prediction, target))
    return float(coco.iou([one], [two], [0])[0][0])


def metrics(prediction, target, ignored):
    one, two = prediction & ~ignored, target & ~ignored
    counted = ~ignored
    figures = {
        "boundary_iou": boundary_iou(one, two),
        "assd": assd(one, two),
        "hausdorff95": hausdorff95(one, two),
        "davis_f": davis_f(one, two),
    }
    if one.any() or two.any():
        figures["iou"] = coco_iou(one, two)
        figures["dice"] = 2 * figures["iou"] / (1 + figures["iou"])
    if counted.any():
        figures["accuracy"] = float((prediction == target)[counted].mean())
    if one.any():
        figures["precision"] = float(target[one].mean())
    if two.any():
        figures["recall"] = float(prediction[two].mean())
    return figures


def rows(mask, ignored=None):
    codes = np.where(mask, "#", ".")
    if ignored is not None:
        codes = np.where(ignored, "?", codes)
    return "|".join("".join(row) for row in codes)


def intervals():
    rng = np.random.default_rng(11)
    for values in [
        [1, 2, 2, 3, 9],
        [3.0, 1.0],
        list(map(float, rng.integers(1, 21, 40))),
        list(map(float, rng.beta(8, 1, 100))),
    ]:
        interval = stats.bootstrap(
            (values,), np.mean, n_resamples=200_000, method="BCa", batch=2000, rng=5
        ).confidence_interval
        yield {"values": values, "low": float(interval.low), "high": float(interval.high)}


def tests():
    rng = np.random.default_rng(13)
    for count in [2, 5, 9, 12]:
        first = rng.integers(1, 21, count).astype(float)
        second = np.clip(first + rng.integers(-3, 6, count), 1, 20).astype(float)
        result = stats.permutation_test(
            (first, second),
            lambda a, b, axis: np.mean(b - a, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=np.inf,
        )
        yield {"first": first.tolist(), "second": second.tolist(), "p": float(result.pvalue)}


print(
    json.dumps(
        {
            "masks": [
                {
                    "prediction": rows(prediction),
                    "target": rows(target, ignored),
                    "figures": metrics(prediction, target, ignored),
                }
                for prediction, target, ignored in cases()
            ],
            "intervals": list(intervals()),
            "permutation_tests": list(tests()),
            "normal_quantiles": [
                [p, float(stats.norm.ppf(p))]
                for p in [1e-300, 1e-12, 1e-5, 0.01, 0.024, 0.3, 0.5, 0.77, 0.975, 1 - 1e-9]
            ],
        },
        separators=(",", ":"),
    )
)
