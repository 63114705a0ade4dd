#!/usr/bin/env python3
"""Records what albumentations makes of a small picture and its mask, with every parameter fixed.

usage: record_transforms.py

Writes Tests/DatasetsTests/Fixtures/transforms.json. The picture is noise from a linear congruential
generator, which the tests run too, so only results are stored, as hexadecimal. A range whose ends
are equal leaves nothing to chance, so that the transforms run as a user's configuration runs them.
Recorded with albumentations 2.0.8 on OpenCV 5.0.0 and NumPy 2.4.6.
"""

import json
import pathlib
import warnings

import albumentations as A
import cv2
import numpy as np

PATH = pathlib.Path(__file__).resolve().parents[2] / "Tests/DatasetsTests/Fixtures/transforms.json"
SIZE = (12, 10)
BORDERS = {"constant": cv2.BORDER_CONSTANT, "replicate": cv2.BORDER_REPLICATE,
           "reflect": cv2.BORDER_REFLECT, "reflect_101": cv2.BORDER_REFLECT_101,
           "wrap": cv2.BORDER_WRAP}


KINDS = {"nearest": cv2.INTER_NEAREST, "cubic": cv2.INTER_CUBIC, "area": cv2.INTER_AREA,
         "lanczos": cv2.INTER_LANCZOS4}


def noise(count):
    state, values = 1, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state >> 16 & 255)
    return np.array(values, np.uint8)


IMAGE = noise(SIZE[0] * SIZE[1] * 3).reshape(*SIZE, 3)
MASK = np.select([IMAGE[..., 0] > 170, IMAGE[..., 0] < 20], [1, 255], 0).astype(np.uint8)


def case(name, parameters, image, mask):
    entry = {"name": name, "parameters": parameters, "height": mask.shape[0],
             "width": mask.shape[1], "mask": mask.tobytes().hex()}
    if image.dtype != np.uint8:
        entry["planes"] = np.moveaxis(image, -1, 0).astype("<f4").tobytes().hex()
    else:
        entry["image"] = image.tobytes().hex()
    return entry


def ran(name, transform, **parameters):
    result = transform(image=IMAGE, mask=MASK)
    return case(name, parameters, result["image"], result["mask"])


def geometry():
    yield ran("horizontal_flip", A.HorizontalFlip(p=1))
    yield ran("vertical_flip", A.VerticalFlip(p=1))
    yield ran("transpose", A.Transpose(p=1))
    for quarters in range(4):
        yield case("rot90", {"quarters": quarters}, np.rot90(IMAGE, quarters).copy(),
                   np.rot90(MASK, quarters).copy())
    for height, width in [(15, 17), (7, 13), (6, 5)]:
        yield ran("resize", A.Resize(height, width), height=height, width=width)
        for kind, code in KINDS.items():
            yield ran("resize", A.Resize(height, width, interpolation=code), height=height,
                      width=width, interpolation=kind)
    for side in [7, 20]:
        yield ran("longest_max_size", A.LongestMaxSize(side), max_size=side)
        yield ran("smallest_max_size", A.SmallestMaxSize(side), max_size=side)
    for scale in [-0.33, 0.45]:
        yield ran("random_scale", A.RandomScale((scale, scale), p=1), scale=scale)
    yield ran("crop", A.Crop(2, 3, 9, 7), x_min=2, y_min=3, x_max=9, y_max=7)
    yield ran("center_crop", A.CenterCrop(7, 4), height=7, width=4)
    for border, code in BORDERS.items():
        yield ran("pad_if_needed", A.PadIfNeeded(19, 15, border_mode=code, fill=(1, 2, 3)),
                  min_height=19, min_width=15, border=border)


def affine():
    for border, code in BORDERS.items():
        yield ran("shift_scale_rotate",
                  A.ShiftScaleRotate(shift_limit_x=(0.13, 0.13), shift_limit_y=(-0.2, -0.2),
                                     scale_limit=(0.2, 0.2), rotate_limit=(23, 23),
                                     border_mode=code, fill=(9, 8, 7), p=1),
                  shift_x=0.13, shift_y=-0.2, scale=0.2, rotate=23, border=border)
        for kind, code_of_kind in KINDS.items():
            yield ran("shift_scale_rotate",
                      A.ShiftScaleRotate(shift_limit_x=(-0.11, -0.11), shift_limit_y=(0.17, 0.17),
                                         scale_limit=(0.3, 0.3), rotate_limit=(-37, -37),
                                         border_mode=code, fill=(9, 8, 7), interpolation=code_of_kind, p=1),
                      shift_x=-0.11, shift_y=0.17, scale=0.3, rotate=-37, border=border,
                      interpolation=kind)
    for degrees in [-3, 90, 137]:
        yield ran("rotate", A.Affine(rotate=(degrees, degrees), p=1), degrees=degrees)


def tones():
    for brightness, contrast in [(0.25, 0.4), (-0.25, -0.15), (0.1, 0), (0, 0.33)]:
        for by_max in [True, False]:
            yield ran("random_brightness_contrast",
                      A.RandomBrightnessContrast((brightness, brightness), (contrast, contrast),
                                                 brightness_by_max=by_max, p=1),
                      brightness=brightness, contrast=contrast, by_max=int(by_max))
    for red, green, blue in [(10, -10, 3.7), (-3.7, 0, 255)]:
        yield ran("rgb_shift", A.RGBShift((red, red), (green, green), (blue, blue), p=1),
                  red=red, green=green, blue=blue)
    for hue, saturation, value in [(20, 30, 20), (-20, -30, -20), (0, 50, 0), (5, 0, 0)]:
        yield ran("hue_saturation_value",
                  A.HueSaturationValue((hue, hue), (saturation, saturation), (value, value), p=1),
                  hue=hue, saturation=saturation, value=value)
    for gamma in [80, 120, 43]:
        yield ran("random_gamma", A.RandomGamma((gamma, gamma), p=1), gamma=gamma)
    yield ran("to_gray", A.ToGray(p=1))
    yield ran("normalize", A.Normalize())
    yield ran("min_max", A.Normalize(normalization="min_max"))


def filters():
    for side in [3, 5, 7]:
        yield ran("blur", A.Blur((side, side), p=1), side=side)
        yield ran("median_blur", A.MedianBlur((side, side), p=1), side=side)
    for sigma, side in [(1, 0), (0.5, 0), (2, 5)]:
        yield ran("gaussian_blur", A.GaussianBlur((side, side), (sigma, sigma), p=1),
                  sigma=sigma, side=side)
    # OpenCV's own, because albumentations 2.0.8 hands it RGB as if it were BGR.
    for quality in [30, 80]:
        _, data = cv2.imencode(".jpg", IMAGE[..., ::-1].copy(), [cv2.IMWRITE_JPEG_QUALITY, quality])
        result = cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]
        yield case("image_compression", {"quality": quality}, result.copy(), MASK)


def main():
    warnings.simplefilter("ignore")
    cases = [*geometry(), *affine(), *tones(), *filters()]
    PATH.parent.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(entry) for entry in cases)
    PATH.write_text(
        f'{{"version": "{A.__version__}", "height": {SIZE[0]}, "width": {SIZE[1]}, '
        f'"cases": [\n{text}\n]}}\n')
    print(f"{len(cases)} cases in {PATH.name}")


if __name__ == "__main__":
    main()
