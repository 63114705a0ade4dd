#!/usr/bin/env python3
"""Makes small data sets in the formats of annotation tools, and records the masks that independent software reads in them.

usage: record_annotations.py

Writes Tests/DatasetsTests/Fixtures/<format>/ and annotations.json: for each sample the CRC-32 of each object's mask (one
byte a pixel, 0 or 1, row by row) and its area. Polygons are pycocotools', ellipses scikit-image's (whose pixels have
their middle at whole numbers), masks NumPy's. Needs numpy, pycocotools, scikit-image and Pillow.
"""

import base64
import io
import json
import pathlib
import shutil
import zlib

import numpy as np
import skimage.draw
from PIL import Image
from pycocotools import mask as mask_tool

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/DatasetsTests/Fixtures"
HEIGHT, WIDTH = 24, 30
STAR = [3.2, 2.1, 12.7, 4.4, 25.3, 1.9, 20.6, 11.5, 27.1, 21.8, 14.2, 16.3, 4.9, 22.4, 8.8, 12.0]
HOLE = [12.0, 7.0, 17.0, 7.5, 16.0, 12.5, 11.5, 11.0]
BOX = [4.25, 6.5, 15.75, 19.0]


def fact(mask):
    mask = np.ascontiguousarray(mask, np.uint8)
    return {"crc": zlib.crc32(mask.tobytes()), "area": int(mask.sum())}


def photo(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    rgb = np.stack([rows * 9, columns * 8, 200 - rows * 4], -1).clip(0, 255).astype(np.uint8)
    Image.fromarray(rgb).save(path, quality=80)


def polygon(*parts):
    runs = mask_tool.frPyObjects([list(p) for p in parts], HEIGHT, WIDTH)
    return mask_tool.decode(mask_tool.merge(runs))


def box(left, top, right, bottom):
    return polygon([left, top, right, top, right, bottom, left, bottom])


def ellipse(x, y, radius_x, radius_y, angle=0.0):
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    places = skimage.draw.ellipse(y - 0.5, x - 0.5, radius_y, radius_x, mask.shape, rotation=-angle)
    mask[places] = 1
    return mask


def disc(row, column, radius):
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((rows - row) ** 2 + (columns - column) ** 2 <= radius ** 2).astype(np.uint8)


def png(array, mode=None):
    file = io.BytesIO()
    Image.fromarray(array, mode).save(file, "PNG")
    return file.getvalue()


def pairs(flat):
    return [list(p) for p in zip(flat[::2], flat[1::2])]


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value))


def labelme(folder):
    part = disc(5, 6, 4)[2:9, 3:10]
    shapes = [
        {"label": "star", "points": pairs(STAR), "shape_type": "polygon", "group_id": None},
        {"label": "box", "points": pairs(BOX), "shape_type": "rectangle", "group_id": None},
        {"label": "dot", "points": [[20.3, 15.1], [24.0, 16.6]], "shape_type": "circle"},
        {"label": "two", "points": [[1, 1], [5, 1], [3, 6]], "shape_type": "polygon", "group_id": 4},
        {"label": "two", "points": [[21, 18], [28, 18], [28, 22]], "shape_type": "polygon", "group_id": 4},
        {"label": "mask", "points": [[3, 2], [9, 8]], "shape_type": "mask",
         "mask": base64.b64encode(png(part)).decode()},
        {"label": "way", "points": [[1, 1], [9, 9]], "shape_type": "line"},
        {"label": "thin", "points": [[1, 1], [9, 9]], "shape_type": "polygon"},
    ]
    photo(folder / "a.jpg")
    write(folder / "a.json", {
        "version": "5.4.1", "flags": {}, "shapes": shapes, "imagePath": "..\\pictures\\a.jpg", "imageData": None,
        "imageHeight": HEIGHT, "imageWidth": WIDTH})
    data = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (9, 8, 7)).save(data, "PNG")
    write(folder / "b.json", {
        "shapes": [{"label": "star", "points": pairs(STAR)},
                   {"label": "__ignore__", "points": pairs(BOX), "shape_type": "rectangle"}],
        "imagePath": "gone.png", "imageData": base64.b64encode(data.getvalue()).decode()})
    whole = np.zeros((HEIGHT, WIDTH), np.uint8)
    whole[2:9, 3:10] = part
    radius = float(np.hypot(3.7, 1.5))
    return {
        "a": [polygon(STAR), box(*BOX), ellipse(20.3, 15.1, radius, radius),
              polygon([1, 1, 5, 1, 3, 6], [21, 18, 28, 18, 28, 22]), whole],
        "b": [polygon(STAR)]}


def cvat(folder):
    mask = disc(10, 12, 5)
    part = mask[4:16, 6:20]
    flat, runs, last, count = part.ravel(), [], 0, 0
    for value in flat:
        if value != last:
            runs.append(count)
            last, count = value, 0
        count += 1
    runs.append(count)
    points = ";".join(f"{x:.2f},{y:.2f}" for x, y in pairs(STAR))
    photo(folder / "images/a.jpg")
    photo(folder / "images/b.jpg")
    write(folder / "annotations.xml", f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by CVAT -->
<annotations>
  <version>1.1</version>
  <meta><task><name>a &amp; b</name><labels><label><name>cat</name></label></labels></task></meta>
  <image id="0" name="a.jpg" width="{WIDTH}" height="{HEIGHT}">
    <polygon label="cat" source="manual" occluded="0" points="{points}" z_order="0"><attribute name="x">1</attribute></polygon>
    <box label="dog &lt;big&gt;" xtl="{BOX[0]}" ytl="{BOX[1]}" xbr="{BOX[2]}" ybr="{BOX[3]}" z_order="0"/>
    <ellipse label="cat" cx="14.30" cy="11.20" rx="9.70" ry="4.40" rotation="30.0"/>
    <mask label="cat" rle="{', '.join(map(str, runs))}" left="6" top="4" width="14" height="12"/>
    <polyline label="cat" points="1.00,1.00;2.00,2.00"/>
  </image>
  <image id="1" name="b.jpg" width="{WIDTH}" height="{HEIGHT}"></image>
</annotations>
""")
    return {
        "a": [polygon(STAR), box(*BOX), ellipse(14.3, 11.2, 9.7, 4.4, np.deg2rad(30)), mask], "b": []}


def via(folder):
    photo(folder / "a.jpg")
    photo(folder / "b.jpg")
    star = {"name": "polygon", "all_points_x": STAR[::2], "all_points_y": STAR[1::2]}
    rect = {"name": "rect", "x": 4, "y": 6, "width": 11, "height": 12}
    round_ = {"name": "ellipse", "cx": 14.3, "cy": 11.2, "rx": 9.7, "ry": 4.4, "theta": 0.4}
    point = {"name": "point", "cx": 1, "cy": 1}
    regions = [{"shape_attributes": s, "region_attributes": {"name": n}}
               for s, n in [(star, "cat"), (rect, "dog"), (round_, "cat"), (point, "eye")]]
    write(folder / "via.json", {
        "a.jpg1": {"filename": "a.jpg", "size": 1, "regions": regions, "file_attributes": {}},
        # VIA 1 numbers its regions.
        "b.jpg2": {"filename": "b.jpg", "size": 2, "regions": {"0": {
            "shape_attributes": {"name": "circle", "cx": 20.3, "cy": 15.1, "r": 4.2},
            "region_attributes": {"type": {"cat": False, "dog": True}}}}}})
    return {"a": [polygon(STAR), box(4, 6, 15, 18), ellipse(14.3, 11.2, 9.7, 4.4, 0.4)],
            "b": [ellipse(20.3, 15.1, 4.2, 4.2)]}


def yolo(folder):
    def line(number, corners):
        shares = [c / (WIDTH if i % 2 == 0 else HEIGHT) for i, c in enumerate(corners)]
        return " ".join([str(number)] + [f"{s:.6f}" for s in shares]) + "\n"

    for split in ["train", "val"]:
        photo(folder / f"images/{split}/{split}_a.jpg")
        photo(folder / f"images/{split}/{split}_b.jpg")
        write(folder / f"labels/{split}/{split}_a.txt",
              line(1, STAR) + line(0, HOLE) + "0 0.500000 0.500000 0.200000 0.200000\n")
    write(folder / "data.yaml", "# made by hand\npath: .\ntrain: images/train\nval: images/val\nnames:\n  0: cat\n  1: 'big dog'\n")
    def stored(corners):
        sides = [WIDTH, HEIGHT] * (len(corners) // 2)
        return polygon([float(f"{c / s:.6f}") * s for c, s in zip(corners, sides)])

    return {"val_a": [stored(STAR), stored(HOLE)], "val_b": []}


def sa1b(folder):
    for number, counts in [(1, "text"), (2, "list")]:
        photo(folder / f"sa_{number}.jpg")
        annotations = []
        for place, mask in enumerate([disc(9, 11, 6), polygon(STAR)]):
            runs = mask_tool.encode(np.asfortranarray(mask))
            text = runs["counts"].decode()
            if counts == "list":
                flat, listed, last, count = mask.ravel("F"), [], 0, 0
                for value in flat:
                    if value != last:
                        listed.append(count)
                        last, count = value, 0
                    count += 1
                text = [int(n) for n in listed + [count]]
            annotations.append({"id": 7 + place, "area": int(mask.sum()), "predicted_iou": 0.9,
                                "segmentation": {"size": [HEIGHT, WIDTH], "counts": text}})
        write(folder / f"sa_{number}.json", {
            "image": {"image_id": number, "width": WIDTH, "height": HEIGHT, "file_name": f"sa_{number}.jpg"},
            "annotations": annotations})
    masks = [disc(9, 11, 6), polygon(STAR)]
    return {"sa_1": masks, "sa_2": masks}


def supervisely(folder):
    part = disc(8, 10, 5)[3:14, 5:16]
    rgba = np.zeros(part.shape + (4,), np.uint8)
    rgba[part > 0] = 255
    bitmap = base64.b64encode(zlib.compress(png(rgba))).decode()
    photo(folder / "ds/img/a.jpg")
    write(folder / "meta.json", {"classes": [{"title": "cat", "shape": "polygon"}]})
    write(folder / "ds/ann/a.jpg.json", {
        "description": "", "tags": [], "size": {"height": HEIGHT, "width": WIDTH}, "objects": [
            {"id": 5, "classTitle": "cat", "geometryType": "polygon",
             "points": {"exterior": pairs(STAR), "interior": [pairs(HOLE)]}},
            {"id": 6, "classTitle": "dog", "geometryType": "bitmap", "points": {"exterior": [], "interior": []},
             "bitmap": {"data": bitmap, "origin": [5, 3]}},
            {"id": 7, "classTitle": "box", "geometryType": "rectangle",
             "points": {"exterior": [[4, 6], [15, 18]], "interior": []}},
            {"id": 8, "classTitle": "eye", "geometryType": "point", "points": {"exterior": [[1, 1]], "interior": []}}]})
    whole = np.zeros((HEIGHT, WIDTH), np.uint8)
    whole[3:14, 5:16] = part
    return {"a": [polygon(STAR) & (1 - polygon(HOLE)), whole, box(4, 6, 15, 18)]}


def run_lengths(folder):
    def encode(mask, order="F"):
        flat = np.concatenate([[0], mask.ravel(order), [0]])
        places = np.flatnonzero(flat[1:] != flat[:-1]) + 1
        places[1::2] -= places[::2]
        return " ".join(map(str, places))

    for name in ["a", "b", "c"]:
        photo(folder / f"images/{name}.jpg")
    masks = [disc(9, 11, 6), polygon(STAR)]
    write(folder / "train.csv", "ImageId,EncodedPixels\r\n"
          + "".join(f'"a.jpg","{encode(m)}"\r\n' for m in masks) + "b.jpg,\r\n" + f"c.jpg,{encode(masks[0])}\r\n")
    write(folder / "sample_submission.csv", "ImageId,EncodedPixels\na.jpg,1 1\n")
    return {"a": masks, "b": [], "c": masks[:1]}


def main():
    expected = {}
    for make in [labelme, cvat, via, yolo, sa1b, supervisely, run_lengths]:
        folder = FIXTURES / make.__name__
        shutil.rmtree(folder, ignore_errors=True)
        expected[make.__name__] = {id: [fact(m) for m in masks] for id, masks in make(folder).items()}
    (FIXTURES / "annotations.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
