#!/usr/bin/env python3
"""Makes small data sets in the field's layouts with independent software, and records what it reads in them.

usage: record_datasets.py

Writes Tests/DatasetsTests/Fixtures/<layout>/ and expected.json: for each sample the CRC-32 of each object's
mask (one byte a pixel, 0 or 1, row by row) and its area, as SciPy, pycocotools, lvis, Pillow, OpenCV and NumPy have them.
Needs numpy, scipy, pycocotools, lvis, Pillow and OpenCV.
"""

import contextlib
import csv
import io
import json
import pathlib
import pickle
import shutil
import zlib

import cv2
import numpy as np
import scipy.io
import scipy.ndimage
import scipy.sparse
from PIL import Image
from lvis import LVIS
from pycocotools import mask as mask_tool
from pycocotools.coco import COCO

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/DatasetsTests/Fixtures"
HEIGHT, WIDTH = 24, 30
RNG = np.random.default_rng(20)


def fact(mask):
    mask = np.ascontiguousarray(mask, np.uint8)
    return {"crc": zlib.crc32(mask.tobytes()), "area": int(mask.sum())}


def facts(label):
    return {str(i): fact(label == i) for i in np.unique(label) if i}


def photo(path, size=(HEIGHT, WIDTH)):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows, columns = np.mgrid[0:size[0], 0:size[1]]
    rgb = np.stack([rows * 9, columns * 8, 200 - rows * 4], -1).clip(0, 255).astype(np.uint8)
    Image.fromarray(rgb).save(path, quality=80)


def png(path, array, palette=False):
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(array.astype(np.uint8))
    if palette:
        picture = picture.convert("P")
        picture.putpalette(voc_palette())
    picture.save(path)


def voc_palette():
    colours = []
    for index in range(256):
        colour = [0, 0, 0]
        for step in range(8):
            for channel in range(3):
                colour[channel] |= (index >> (3 * step + channel) & 1) << (7 - step)
        colours += colour
    return colours


def labels(count=4):
    """Discs and boxes that cover each other: ids from 1, 0 elsewhere."""
    label = np.zeros((HEIGHT, WIDTH), np.uint16)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    for number in range(1, count + 1):
        row, column = RNG.integers(3, HEIGHT - 3), RNG.integers(3, WIDTH - 3)
        label[(rows - row) ** 2 + (columns - column) ** 2 <= RNG.integers(5, 40)] = number
    label[0, :count] = np.arange(1, count + 1)  # none is covered whole
    return label


def sbd(folder):
    expected = {}
    for name, compressed in [("2008_000001", True), ("2008_000002", False)]:
        photo(folder / f"img/{name}.jpg")
        label = labels().astype(np.uint8)
        if name == "2008_000002":
            label[:, -1], label[-1, :] = 5, 5  # an L: area / box is below 8 %
        classes = RNG.integers(1, 21, label.max())
        inst = {"Segmentation": label, "Categories": classes.reshape(-1, 1).astype(np.uint8),
                "Boundaries": np.array([[scipy.sparse.csc_matrix(label == 1)]], dtype=object)}
        seg = np.zeros_like(label)
        for number, kind in enumerate(classes, 1):
            seg[label == number] = kind
        (folder / "inst").mkdir(exist_ok=True)
        (folder / "cls").mkdir(exist_ok=True)
        scipy.io.savemat(folder / f"inst/{name}.mat", {"GTinst": inst}, do_compression=compressed)
        scipy.io.savemat(folder / f"cls/{name}.mat", {"GTcls": {"Segmentation": seg}},
                         do_compression=compressed)
        read = scipy.io.loadmat(folder / f"inst/{name}.mat")["GTinst"]["Segmentation"][0, 0]
        boxes = scipy.ndimage.find_objects(read.astype(int))
        fills = {i: (read == i).sum() / (read[box] >= 0).sum() for i, box in enumerate(boxes, 1)}
        expected[name] = {"objects": facts(read), "classes": [int(c) for c in classes],
                          "cls": facts(seg), "filled": [i for i in fills if fills[i] >= 0.08]}
    (folder / "val.txt").write_text("2008_000001\n2008_000002\n")
    (folder / "train.txt").write_text("2008_000002\n")
    return expected


def bsds(folder):
    photo(folder / "images/val/100007.jpg")
    people = [labels(3) + 1, labels(6) + 1]
    cells = np.empty((1, 2), dtype=object)
    for index, label in enumerate(people):
        cells[0, index] = {"Segmentation": label.astype(np.uint16),
                           "Boundaries": (label > 1).astype(np.uint8)}
    (folder / "groundTruth/val").mkdir(parents=True)
    scipy.io.savemat(folder / "groundTruth/val/100007.mat", {"groundTruth": cells},
                     do_compression=True)
    return {"100007": [facts(label) for label in people]}


def polygons():
    """Corners off and outside the picture, thin ones, and one that crosses itself."""
    yield [[2.0, 3.0, 12.5, 3.0, 12.5, 9.25, 2.0, 9.25]]
    yield [[5.3, 15.9, 28.7, 17.2, 20.1, 22.8]]
    yield [[-4.0, -3.0, 8.0, 2.0, 3.0, 30.0]]
    yield [[10.0, 10.0, 25.0, 20.0, 25.0, 10.0, 10.0, 20.0]]
    yield [[1.1, 1.1, 1.4, 22.0, 1.9, 22.0], [15.2, 1.0, 19.6, 1.3, 17.0, 6.6]]
    yield [[0.0, 0.0, 29.9, 0.2, 29.9, 23.9, 0.1, 23.9]]
    for _ in range(12):
        yield [list(np.round(RNG.uniform(-3, 33, 2 * RNG.integers(3, 9)), 2))]


def instances(name, compressed_runs=True):
    annotations = []
    for number, outline in enumerate(polygons(), 1):
        annotations.append({"id": number, "image_id": 7 + number % 2, "category_id": 1 + number % 3,
                            "iscrowd": 0, "segmentation": outline})
    runs = mask_tool.encode(np.asfortranarray(labels(1) == 1, np.uint8))
    runs["counts"] = runs["counts"].decode()
    annotations.append({"id": 90, "image_id": 7, "category_id": 2, "iscrowd": 0,
                        "segmentation": runs})
    if compressed_runs:
        crowd = (labels(2) > 0).astype(np.uint8).flatten(order="F")
        edges = np.flatnonzero(np.diff(np.concatenate([[0], crowd, [2]])))
        counts = np.diff(np.concatenate([[0], edges])).tolist()
        annotations.append({"id": 91, "image_id": 8, "category_id": 1, "iscrowd": 1,
                            "segmentation": {"size": [HEIGHT, WIDTH], "counts": counts}})
    for annotation in annotations:
        annotation["area"], annotation["bbox"] = 1.0, [0, 0, 1, 1]
    images = [{"id": 7, "height": HEIGHT, "width": WIDTH, "file_name": "000000000007.jpg"},
              {"id": 8, "height": HEIGHT, "width": WIDTH, "file_name": "000000000008.jpg"},
              {"id": 9, "height": HEIGHT, "width": WIDTH, "file_name": "000000000009.jpg"}]
    for image in images:
        image["coco_url"] = f"http://example.org/val2017/{image['file_name']}"
    return {"info": {"description": name}, "images": images, "annotations": annotations,
            "categories": [{"id": 1, "name": "person"}, {"id": 2, "name": "cat"},
                           {"id": 3, "name": "zeta \"3\" \u00e9"}]}


def coco(folder):
    for number in (7, 8, 9):
        photo(folder / f"val2017/{number:012d}.jpg")
    (folder / "annotations").mkdir()
    path = folder / "annotations/instances_val2017.json"
    path.write_text(json.dumps(instances("COCO")))
    with contextlib.redirect_stdout(io.StringIO()):
        tool = COCO(str(path))
    return {str(a["id"]): {"image": a["image_id"], "crowd": a["iscrowd"],
                           "category": tool.cats[a["category_id"]]["name"],
                           **fact(tool.annToMask(a))} for a in tool.dataset["annotations"]}


def lvis_data(folder):
    for number in (7, 8, 9):
        photo(folder / f"val2017/{number:012d}.jpg")
    content = instances("LVIS", compressed_runs=False)
    for image in content["images"]:
        del image["file_name"]
    for annotation in content["annotations"]:
        del annotation["iscrowd"]
    content["annotations"] = [a for a in content["annotations"] if isinstance(a["segmentation"], list)]
    path = folder / "lvis_v1_val.json"
    path.write_text(json.dumps(content))
    tool = LVIS(str(path))
    return {str(a["id"]): {"image": a["image_id"], **fact(tool.ann_to_mask(a))}
            for a in content["annotations"]}


def panoptic(folder):
    """Segment numbers beyond 16 bits."""
    label, expected = labels(5), {}
    photo(folder / "val2017/000000000007.jpg")
    numbers = {0: 3226956, 1: 8405120, 2: 16777215, 3: 65536, 4: 255, 5: 70000}
    rgb = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    segments = []
    for index, number in numbers.items():
        inside = label == index
        rgb[inside] = (number % 256, number // 256 % 256, number // 65536)
        segments.append({"id": number, "category_id": 1 if index else 2, "iscrowd": int(index == 5),
                         "area": int(inside.sum()), "bbox": [0, 0, 1, 1]})
        expected[str(number)] = fact(inside)
    png(folder / "annotations/panoptic_val2017/000000000007.png", rgb)
    (folder / "annotations/panoptic_val2017.json").write_text(json.dumps({
        "images": [{"id": 7, "height": HEIGHT, "width": WIDTH, "file_name": "000000000007.jpg"}],
        "annotations": [{"image_id": 7, "file_name": "000000000007.png", "segments_info": segments}],
        "categories": [{"id": 1, "name": "cat", "isthing": 1}, {"id": 2, "name": "sky", "isthing": 0}]}))
    return expected


def coco_lvis(folder):
    """As RITM packs masks; one pickle in each of three protocols."""
    expected, hierarchy = {}, {}
    for number, protocol in [(30, 2), (34, 4), (36, 5)]:
        name = f"{number:012d}"
        photo(folder / f"train/images/{name}.jpg")
        layers = [labels(4).astype(np.uint8), labels(2).astype(np.uint8)]
        files = []
        for layer in layers:
            stream = io.BytesIO()
            Image.fromarray(layer).save(stream, "PNG")
            bytes_ = np.frombuffer(stream.getvalue(), np.uint8).copy()
            files.append(bytes_.reshape(-1, 1) if number == 30 else bytes_)
        mapping = [(0, 1), (0, 3), (1, 2), (0, 2), (1, 1), (0, 4)]
        (folder / "train/masks").mkdir(exist_ok=True)
        with open(folder / f"train/masks/{name}.pickle", "wb") as stream:
            pickle.dump((files, mapping), stream, protocol=protocol)
        hierarchy[name] = {"num_instance_masks": 4, "hierarchy": {
            0: {"children": [1, 2], "parent": None, "node_level": 0},
            1: {"children": [], "parent": 0, "node_level": 1},
            2: {"children": [], "parent": 0, "node_level": 1}, 3: None}}
        expected[name] = [fact(layers[layer] == value) for layer, value in mapping]
    hierarchy["000000000099"] = {"num_instance_masks": 1, "hierarchy": {0: None}}  # no such image
    with open(folder / "train/hannotation.pickle", "wb") as stream:
        pickle.dump(hierarchy, stream, protocol=pickle.HIGHEST_PROTOCOL)
    return expected


def voc(folder):
    photo(folder / "JPEGImages/2007_000032.jpg")
    label = labels(3)
    label[5:7] = 255
    kinds = np.where(label == 255, 255, np.choose(np.minimum(label, 3), [0, 15, 7, 15]))
    png(folder / "SegmentationObject/2007_000032.png", label, palette=True)
    png(folder / "SegmentationClass/2007_000032.png", kinds, palette=True)
    (folder / "ImageSets/Segmentation").mkdir(parents=True)
    (folder / "ImageSets/Segmentation/val.txt").write_text("2007_000032\n")
    return {"2007_000032": {"objects": facts(np.where(label == 255, 0, label)),
                            "void": int((label == 255).sum()),
                            "classes": facts(np.where(kinds == 255, 0, kinds))}}


def davis(folder):
    expected = {}
    for sequence, frames in {"bear": 3, "camel": 2}.items():
        for frame in range(frames):
            photo(folder / f"JPEGImages/480p/{sequence}/{frame:05d}.jpg")
            label = labels(2)
            png(folder / f"Annotations/480p/{sequence}/{frame:05d}.png", label, palette=True)
            expected[f"{sequence}/{frame:05d}"] = {"objects": facts(label), "union": fact(label > 0)}
    for year, names in {2016: "bear\n", 2017: "bear\ncamel\n"}.items():
        (folder / f"ImageSets/{year}").mkdir(parents=True)
        (folder / f"ImageSets/{year}/val.txt").write_text(names)
    return expected


def davis585(folder):
    photo(folder / "bear/00009.jpg")
    truth, initial, stm = (labels(1) * 255 for _ in range(3))
    png(folder / "bear/object1_00009.png", truth)
    png(folder / "bear/init_sp_object1_00009.png", initial)
    png(folder / "bear/init_stm_object1_00009.png", stm)
    return {"truth": fact(truth > 128), "sp": fact(initial > 128), "stm": fact(stm > 128)}


def ade20k(folder):
    photo(folder / "full/images/validation/a/abbey/ADE_val_00000001.jpg")
    label = labels(4)
    kinds = np.where(label > 0, 300 + label, 0)
    seg = np.stack([kinds // 256 * 10, kinds % 256, label], -1)
    png(folder / "full/images/validation/a/abbey/ADE_val_00000001_seg.png", seg)
    png(folder / "full/images/validation/a/abbey/ADE_val_00000001_parts_1.png", seg * (label == 2)[..., None])
    photo(folder / "parsing/images/validation/ADE_val_00000001.jpg")
    png(folder / "parsing/annotations/validation/ADE_val_00000001.png", label)
    (folder / "parsing/objectInfo150.txt").write_text(
        "Idx\tRatio\tTrain\tVal\tName\n1\t0.1576\t11664\t1172\twall\n2\t0.1072\t6046\t612\tbuilding, edifice\n")
    return {"objects": facts(label), "unlabelled": int((label == 0).sum())}


def open_images(folder):
    photo(folder / "validation/images/0001eeaf4aed83f9.jpg")
    rows, expected = ["MaskPath,ImageID,LabelName,BoxID,BoxXMin,BoxXMax,BoxYMin,BoxYMax,PredictedIoU,Clicks"], []
    for number, kind in enumerate(["/m/0cmf2", "/m/01g317"]):
        name = f"0001eeaf4aed83f9_{kind[3:]}_{number}.png"
        mask = labels(1) > 0
        (folder / "validation/masks").mkdir(exist_ok=True)
        Image.fromarray(mask).save(folder / f"validation/masks/{name}")  # one bit a pixel
        rows.append(f"{name},0001eeaf4aed83f9,{kind},ab{number},0.1,0.2,0.3,0.4,0.5,")
        expected.append(fact(mask))
    (folder / "validation-annotations-object-segmentation.csv").write_text("\n".join(rows) + "\n")
    (folder / "class-descriptions-boxable.csv").write_text("/m/0cmf2,Airplane\n/m/01g317,Person\n")
    return expected


def hqseg(folder):
    expected = {}
    for images, masks, name in [("DIS5K/DIS-VD/im", "DIS5K/DIS-VD/gt", "DIS-VD/a"),
                                ("thin_object_detection/HRSOD/images",
                                 "thin_object_detection/HRSOD/masks_max255", "HRSOD/b")]:
        stem = name.split("/")[1]
        mask = labels(1) * 255
        photo(folder / images / f"{stem}.jpg")
        png(folder / masks / f"{stem}.png", mask)
        expected[name] = fact(mask > 128)
    mask = labels(1) * 255
    photo(folder / "cascade_psp/ecssd/c.jpg")
    png(folder / "cascade_psp/ecssd/c.png", mask)
    expected["ECSSD/c"] = fact(mask > 128)
    return expected


def grey_masks(folder, masks, ending, values):
    """Two photographs, and masks of the given grey values: what is background, object, and neither."""
    expected = {}
    for name in ["a", "b.c"]:
        photo(folder / f"{name}.jpg")
        label = np.array(values)[labels(len(values) - 1)]
        png(masks / f"{name}.{ending}", label)
        expected[name] = {"object": fact(label > 128), "ignored": int((label == 128).sum())}
    return expected


def grabcut(folder):
    return grey_masks(folder / "data_GT", folder / "boundary_GT", "bmp", [0, 128, 255, 64])


def berkeley(folder):
    return grey_masks(folder / "images", folder / "masks", "png", [0, 255, 127, 129, 128])


def coco_mval(folder):
    return grey_masks(folder / "img", folder / "gt", "png", [0, 255, 128, 200])


def davis_frames(folder):
    """Frames of several objects, each in a colour of its own; what is not black is object."""
    expected = {}
    for name in ["bear_00000", "camel_00001"]:
        photo(folder / f"img/{name}.jpg")
        label = labels(3)
        png(folder / f"gt/{name}.png", np.array([[0, 0, 0], [128, 0, 0], [0, 1, 0], [0, 0, 255]])[label])
        expected[name] = {"object": fact(label > 0), "ignored": 0}
    return expected


def davis2016(folder):
    """The tree of 2016 alone: its lists name files, and its masks are black and white."""
    lines, expected = [], {}
    for frame in range(2):
        photo(folder / f"JPEGImages/480p/bear/{frame:05d}.jpg")
        mask = labels(1) > 0
        png(folder / f"Annotations/480p/bear/{frame:05d}.png", mask * 255)
        lines.append(f"/JPEGImages/480p/bear/{frame:05d}.jpg /Annotations/480p/bear/{frame:05d}.png\n")
        expected[f"bear/{frame:05d}"] = {"object": fact(mask), "ignored": 0}
    (folder / "ImageSets/480p").mkdir(parents=True)
    (folder / "ImageSets/480p/val.txt").write_text("".join(lines))
    return expected


def manifest(folder):
    """One list as a table and as lines of JSON, by Python's own writers; names that need quotes."""
    rows, expected = [], {}
    for name in ["one", 'two, "quoted"']:
        photo(folder / f"photos/{name}.jpg")
        masks = [labels(1) > 0 for _ in range(2)]
        for number, mask in enumerate(masks):
            png(folder / f"truth/{name}_{number}.png", mask * 255)
            rows.append({"image": f"photos/{name}.jpg", "mask": f"truth/{name}_{number}.png"})
        expected[name] = [fact(mask) for mask in masks]
    with open(folder / "list.csv", "w", newline="") as stream:
        writer = csv.DictWriter(stream, ["image", "mask"])
        writer.writeheader()
        writer.writerows(rows)
    with open(folder / "list.jsonl", "w") as stream:
        for image in sorted({row["image"] for row in rows}):
            masks = [row["mask"] for row in rows if row["image"] == image]
            stream.write(json.dumps({"image": image, "mask": masks}) + "\n")
    return expected


def prepared(folder):
    """What `segue prepare` writes, written by Pillow and json."""
    expected, lines = {}, []
    for number in [30, 34]:
        name = f"{number:012d}"
        photo(folder / f"train/images/{name}.jpg")
        layers = [labels(3), labels(2)]
        for place, layer in enumerate(layers):
            png(folder / f"train/masks/{name}_{place}.png", layer)
        masks = [{"layer": layer, "id": id_, "category": kind, "parent": parent, "children": children,
                  "level": 0 if parent is None else 1, "area": int((layers[layer] == id_).sum())}
                 for layer, id_, kind, parent, children in
                 [(0, 1, "dog", None, [1]), (1, 2, "nose", 0, []), (0, 3, None, None, []), (1, 1, "sky", None, [])]]
        lines.append(json.dumps({"id": name, "image": f"images/{name}.jpg", "instances": 3, "layers": 2,
                                 "masks": masks}) + "\n")
        expected[name] = [fact(layers[mask["layer"]] == mask["id"]) for mask in masks]
    (folder / "train/hierarchy.jsonl").write_text("".join(lines))
    return expected


def rounded_polygons():
    """Outlines with corners inside and beyond the picture, as RITM draws them."""
    rng, cases = np.random.default_rng(7), []
    for number in range(60):
        height, width = (int(side) for side in rng.integers(5, 40, 2))
        beyond = [-1, 1, 9][number % 3]
        count = int(rng.integers(1, 9))
        # Halves are among the coordinates: they go to the even neighbour.
        corners = np.stack([(rng.uniform(-max(beyond, 0), side + beyond, count) * 2).round() / 2
                            for side in (width, height)], -1)
        mask = np.zeros((height, width), np.int32)
        cv2.fillPoly(mask, np.round(corners).astype(np.int32)[None], 1)
        cases.append({"height": height, "width": width, "outline": corners.reshape(-1).tolist(), **fact(mask)})
    return cases


def main():
    expected = {}
    for make in (sbd, bsds, coco, lvis_data, panoptic, coco_lvis, voc, davis, davis585, ade20k,
                 open_images, hqseg, grabcut, berkeley, coco_mval, davis_frames, davis2016, manifest,
                 prepared):
        folder = FIXTURES / make.__name__
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        expected[make.__name__] = make(folder)
    expected["rounded_polygons"] = rounded_polygons()
    (FIXTURES / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
