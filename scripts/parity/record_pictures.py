#!/usr/bin/env python3
"""Makes small picture files with independent software, and records what OpenCV sees in them.

usage: record_pictures.py SHARED

Writes Tests/ImagingTests/Fixtures/pictures/ (files) and pictures.json (their pixels: RGB as
OpenCV's IMREAD_COLOR gives them without EXIF rotation, and the stored samples where Pillow keeps
them, in base64), and real_pictures.json (CRC-32 of the RGB bytes of some files under SHARED/data). Needs
Pillow, opencv-python-headless, cjpeg (libjpeg-turbo-progs) and ImageMagick's convert.
"""

import base64
import io
import json
import pathlib
import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
from PIL import Image

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/ImagingTests/Fixtures"
HEIGHT, WIDTH = 13, 18  # neither a multiple of a block nor of a chroma sample


def scene():
    """Smooth ground, a hard edge and a little noise: all parts of a codec have work."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    rgb = np.stack([rows * 17, columns * 13, 255 - rows * 7 - columns * 5], -1)
    rgb[3:9, 5:12] = (230, 40, 10)
    noise = np.random.default_rng(0).integers(-9, 10, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


def tool(*command, data=b""):
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


def ppm(rgb):
    return b"P6\n%d %d\n255\n" % (rgb.shape[1], rgb.shape[0]) + rgb.tobytes()


def pillow(picture, kind, **options):
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def jpegs():
    rgb, picture = scene(), Image.fromarray(scene())
    for name, sampling in {"444": "1x1", "422": "2x1", "420": "2x2", "440": "1x2",
                           "411": "4x1", "410": "4x2"}.items():
        yield f"{name}.jpg", tool("cjpeg", "-quality", "80", "-sample", sampling, data=ppm(rgb))
    yield "progressive.jpg", tool("cjpeg", "-quality", "80", "-progressive", data=ppm(rgb))
    yield "grey.jpg", tool("cjpeg", "-quality", "80", "-grayscale", data=ppm(rgb))
    yield "rgb.jpg", tool("cjpeg", "-quality", "80", "-rgb", data=ppm(rgb))
    yield "restarts.jpg", tool("cjpeg", "-quality", "80", "-restart", "1B", data=ppm(rgb))
    yield "cmyk.jpg", pillow(picture.convert("CMYK"), "JPEG", quality=80)
    # Pillow writes CMYK only; ImageMagick writes YCCK with Adobe's marker.
    yield "ycck.jpg", tool("convert", "ppm:-", "-colorspace", "CMYK", "-quality", "80", "jpeg:-",
                           data=ppm(rgb))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield (f"orientation{orientation}.jpg",
               pillow(picture.resize((6, 4)), "JPEG", quality=90, exif=exif.tobytes()))


def big_endian_exif():
    """The same tag as Motorola bytes: Pillow writes Intel's."""
    block = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    plain = pillow(Image.fromarray(scene()).resize((6, 4)), "JPEG", quality=90)
    yield "orientation6_motorola.jpg", plain[:2] + segment + plain[2:]


def pngs():
    rgb, picture = scene(), Image.fromarray(scene())
    grey = picture.convert("L")
    alpha = Image.fromarray((np.arange(HEIGHT * WIDTH) % 256).astype(np.uint8).reshape(HEIGHT, WIDTH))
    yield "rgb8.png", pillow(picture, "PNG")
    yield "grey8.png", pillow(grey, "PNG")
    yield "grey1.png", pillow(grey.convert("1"), "PNG")
    yield "greyalpha8.png", pillow(Image.merge("LA", (grey, alpha)), "PNG")
    yield "rgba8.png", pillow(Image.merge("RGBA", (*picture.split(), alpha)), "PNG")
    indexed = picture.quantize(7)
    for bits in (4, 8):
        yield f"palette{bits}.png", pillow(indexed, "PNG", bits=bits)
    yield "palette2.png", pillow(picture.quantize(4), "PNG", bits=2)
    yield "palette1.png", pillow(picture.quantize(2), "PNG", bits=1)
    yield "palette_transparent.png", pillow(indexed, "PNG", transparency=bytes([0, 128, 255]))
    yield "rgb_transparent.png", pillow(picture, "PNG", transparency=tuple(map(int, rgb[4, 7])))
    yield "grey16.png", pillow(
        Image.fromarray((np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH) * 280).astype(np.uint16)), "PNG")
    for name, options in {
        "grey2.png": ["-colorspace", "Gray", "-depth", "2"],
        "grey4.png": ["-colorspace", "Gray", "-depth", "4"],
        "rgb16.png": ["-depth", "16", "-blur", "0x1", "-define", "png:color-type=2"],
        "rgba16.png": ["-depth", "16", "-blur", "0x1", "-alpha", "set", "-channel", "A", "-evaluate",
                       "set", "40%", "-define", "png:color-type=6"],
        "interlaced.png": ["-interlace", "PNG", "-define", "png:color-type=2"],
        "interlaced_palette.png": ["-interlace", "PNG", "-colors", "5", "-define",
                                   "png:color-type=3"],
        "interlaced_grey16.png": ["-interlace", "PNG", "-colorspace", "Gray", "-depth", "16",
                                  "-blur", "0x1", "-define", "png:bit-depth=16"],
    }.items():
        yield name, tool("convert", "ppm:-", "-strip", *options, "png:-", data=ppm(rgb))


def bmps():
    rgb, picture = scene(), Image.fromarray(scene())
    yield "rgb24.bmp", pillow(picture, "BMP")
    yield "grey8.bmp", pillow(picture.convert("L"), "BMP")
    yield "bits1.bmp", pillow(picture.convert("1"), "BMP")
    yield "palette8.bmp", pillow(picture.quantize(9), "BMP")
    yield "rgba32.bmp", pillow(picture.convert("RGBA"), "BMP")
    for name, options in {
        "palette4.bmp": ["-colors", "11", "-type", "palette", "-compress", "none"],
        "rle8.bmp": ["-colors", "40", "-type", "palette", "-compress", "RLE"],
        "bits565.bmp": ["-define", "bmp:subtype=RGB565"],
        "bits555.bmp": ["-define", "bmp:subtype=RGB555"],
        "windows3.bmp": ["-define", "bmp:format=bmp3"],
        "os2.bmp": ["-define", "bmp:format=bmp2"],
    }.items():
        kind = {"windows3.bmp": "bmp3:-", "os2.bmp": "bmp2:-"}.get(name, "bmp:-")
        yield name, tool("convert", "ppm:-", *options, kind, data=ppm(rgb))
    yield "top_down.bmp", top_down(pillow(picture, "BMP"))


def top_down(data):
    """A bitmap with its rows from top to bottom, which the height's sign says."""
    stride = (WIDTH * 3 + 3) // 4 * 4
    start = struct.unpack_from("<I", data, 10)[0]
    rows = [data[start + row * stride:start + (row + 1) * stride] for row in range(HEIGHT)]
    return data[:22] + struct.pack("<i", -HEIGHT) + data[26:start] + b"".join(rows[::-1])


def seen(data, rotated=False):
    flags = cv2.IMREAD_COLOR if rotated else cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    return bgr[:, :, ::-1]


def letters(samples):
    return base64.b64encode(np.ascontiguousarray(samples).tobytes()).decode()


def record(name, data):
    if name in ("bits565.bmp", "bits555.bmp"):
        # OpenCV does not read ImageMagick's header for these.
        raw = tool("convert", "bmp:-", "-depth", "8", "rgb:-", data=data)
        rgb = np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3)
    elif name == "rle8.bmp":
        # OpenCV 4.14 and 5.0 take the wrong colours; Pillow and ImageMagick agree.
        rgb = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    else:
        rgb = seen(data)
    entry = {"name": name, "height": rgb.shape[0], "width": rgb.shape[1], "rgb": letters(rgb)}
    if name.startswith("orientation"):
        entry["turned"] = letters(seen(data, rotated=True))
    picture = Image.open(io.BytesIO(data))
    if picture.mode in ("P", "L", "LA", "RGBA") and not name.endswith(".jpg"):
        entry["samples"] = letters(np.asarray(picture))
    if picture.mode == "I;16":
        entry["words"] = letters(np.asarray(picture).astype("<u2"))
    entry["mode"] = picture.mode
    return entry


def real(shared):
    names = []
    for pattern in ("grabcut/data_GT/*.jpg", "grabcut/boundary_GT/*", "bsds500/images/test/*.jpg",
                    "bsds500/labels/test/*.png", "dsb2018/images/*.png", "misc/**/*.jpg",
                    "misc/**/*.png", "cutouts_tuxpaint/*.png", "recorded_wgisd/**/*.jpg"):
        found = sorted(str(p.relative_to(shared)) for p in (shared / "data").glob(pattern) if p.is_file())
        names += found[len(found) // 2:][:1]
    for name in names:
        rgb = seen((shared / name).read_bytes())
        yield {"path": name, "height": rgb.shape[0], "width": rgb.shape[1],
               "crc32": zlib.crc32(rgb.tobytes())}


def write(name, entries):
    text = ",\n".join(json.dumps(entry) for entry in entries)
    (FIXTURES / name).write_text(f"[\n{text}\n]\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = FIXTURES / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for maker in (jpegs, big_endian_exif, pngs, bmps):
        for name, data in maker():
            (folder / name).write_bytes(data)
            entries.append(record(name, data))
            print(f"{len(data):6} {name} {entries[-1]['mode']}")
    write("pictures.json", entries)
    write("real_pictures.json", real(pathlib.Path(sys.argv[1]).resolve()))


if __name__ == "__main__":
    main()
