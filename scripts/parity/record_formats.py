#!/usr/bin/env python3
"""Makes tiny TIFF, GIF, PNM and NumPy files with independent software, and records what it sees in them.

usage: record_formats.py

Writes Tests/ImagingTests/Fixtures/formats.json: each file in base64 with its size, channels and samples (bytes,
or little-endian words), and the RGB bytes of the picture. Pictures of whole numbers with more than 8 bits are shown from 0 to the
least 2^n - 1 that holds the largest, floats from 0 to 1. Needs Pillow, tifffile, imagecodecs and NumPy.
"""

import base64
import io
import json
import pathlib
import struct

import numpy as np
import tifffile
from PIL import Image

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/ImagingTests/Fixtures"
HEIGHT, WIDTH = 6, 5
random = np.random.default_rng(4)


def rgb(height=HEIGHT, width=WIDTH, channels=3):
    rows, columns = np.mgrid[0:height, 0:width]
    planes = [rows * 31, columns * 47, 255 - rows * 13 - columns * 11, 40 + rows * 20]
    picture = np.stack(planes[:channels], -1) + random.integers(0, 9, (height, width, channels))
    return np.clip(picture, 0, 255).astype(np.uint8)


def grey(height=HEIGHT, width=WIDTH):
    return rgb(height, width)[..., 0]


def words(top, height=HEIGHT, width=WIDTH):
    values = random.integers(0, top, (height, width)).astype(np.uint16)
    values[1, 2] = top
    return values


def shown(samples):
    """The picture that samples are shown as."""
    samples = np.asarray(samples)
    if samples.ndim == 2:
        samples = samples[..., None]
    colors = samples[..., : 1 if samples.shape[-1] < 3 else 3]
    if samples.dtype == np.uint16:
        bits = max(8, int(colors.max()).bit_length())
        colors = colors >> (bits - 8)
    elif samples.dtype.kind == "f":
        colors = np.floor(colors.astype(np.float64) * 255 + 0.5)
    return np.broadcast_to(colors.astype(np.uint8), colors.shape[:2] + (3,))


entries = []


def add(name, file, samples, picture=None, channels=None, turned=None, looks=True):
    samples = np.asarray(samples)
    entry = {
        "name": name,
        "file": base64.b64encode(file).decode(),
        "height": samples.shape[0],
        "width": samples.shape[1],
        "channels": channels or (1 if samples.ndim == 2 else samples.shape[2]),
        "rgb": base64.b64encode((shown(samples) if picture is None else picture).tobytes()).decode(),
    }
    if samples.dtype.kind != "f":
        key = "words" if samples.dtype == np.uint16 else "samples"
        entry[key] = base64.b64encode(samples.astype("<u2" if key == "words" else np.uint8).tobytes()).decode()
    if samples.size > 2000 or not looks:
        del entry["rgb"]  # the samples say it all
    if turned is not None:
        entry["turned"] = base64.b64encode(turned.tobytes()).decode()
    entries.append(entry)


def tiff(name, array, expected=None, picture=None, **options):
    output = io.BytesIO()
    options.setdefault("metadata", None)
    options.setdefault("software", False)
    tifffile.imwrite(output, array, **options)
    file = output.getvalue()
    if expected is None:
        expected = tifffile.imread(io.BytesIO(file))
        assert np.array_equal(expected, array)
    add(name, file, expected, picture)


def pillow(name, picture, kind, expected=None, **options):
    output = io.BytesIO()
    picture.save(output, kind, **options)
    file = output.getvalue()
    seen = Image.open(io.BytesIO(file))
    add(name, file, np.array(seen).astype(np.uint8) if expected is None else expected,
        np.array(seen.convert("RGB")))


def tiffs():
    tiff("grey8.tif", grey(), photometric="minisblack", rowsperstrip=4)
    tiff("white_is_zero.tif", (array := grey()), 255 - array, photometric="miniswhite")
    tiff("rgb8.tif", rgb(), photometric="rgb", rowsperstrip=2)
    tiff("rgba8.tif", rgb(channels=4), photometric="rgb", extrasamples=["unassalpha"])
    tiff("grey_alpha.tif", rgb(channels=2), photometric="minisblack", planarconfig="contig",
         extrasamples=["unassalpha"])
    planes = rgb()
    tiff("planar.tif", np.moveaxis(planes, -1, 0), planes, photometric="rgb", planarconfig="separate")
    for order in "<", ">":
        suffix = "" if order == "<" else "_motorola"
        tiff(f"grey12{suffix}.tif", words(3312), byteorder=order, photometric="minisblack")
        tiff(f"grey16{suffix}.tif", words(65535), byteorder=order, photometric="minisblack",
             compression="zlib", predictor=2)
        floats = random.random((HEIGHT, WIDTH)).astype(np.float32)
        tiff(f"float32{suffix}.tif", floats, byteorder=order, photometric="minisblack")
        tiff(f"float32_predicted{suffix}.tif", floats, byteorder=order, photometric="minisblack",
             compression="zlib", predictor=3)
    tiff("float16.tif", random.random((HEIGHT, WIDTH)).astype(np.float16), photometric="minisblack")
    tiff("float64.tif", random.random((HEIGHT, WIDTH)), photometric="minisblack")
    big = words(900)
    tiff("uint32.tif", big.astype(np.uint32), big, photometric="minisblack")
    tiff("int16.tif", big.astype(np.int16), big, photometric="minisblack")
    for scheme in "lzw", "zlib", "packbits":
        tiff(f"rgb8_{scheme}.tif", rgb(), photometric="rgb", compression=scheme)
    tiff("rgb8_lzw_predicted.tif", rgb(), photometric="rgb", compression="lzw", predictor=2)
    # Long enough for codes of more than 9 bits, and for a table that fills up.
    noise = random.integers(0, 4, (60, 80)).astype(np.uint8)
    tiff("lzw_long.tif", noise, photometric="minisblack", compression="lzw")
    for scheme in None, "lzw", "zlib":
        tiff(f"tiles_{scheme}.tif", rgb(20, 18), photometric="rgb", compression=scheme, tile=(16, 16))
    tiff("tiles16.tif", words(4000, 20, 18), photometric="minisblack", compression="zlib",
         predictor=2, tile=(16, 16))
    bits = Image.fromarray(grey() > 90)
    pillow("bits.tif", bits, "TIFF", np.array(bits).astype(np.uint8))
    pillow("palette.tif", Image.fromarray(rgb()).quantize(7), "TIFF")
    first = grey()
    output = io.BytesIO()
    tifffile.imwrite(output, np.stack([first, 255 - first]), photometric="minisblack", metadata=None)
    add("pages.tif", output.getvalue(), first)
    picture = rgb()
    output = io.BytesIO()
    tifffile.imwrite(output, picture, photometric="rgb", metadata=None, software=False,
                     extratags=[(274, "H", 1, 6, True)])
    add("turned.tif", output.getvalue(), picture, turned=np.rot90(picture, 3))


def gifs():
    indexed = Image.fromarray(rgb()).quantize(11)
    pillow("plain.gif", indexed, "GIF")
    pillow("interlaced.gif", Image.fromarray(rgb(19, 9)).quantize(16), "GIF", interlace=1)
    pillow("grey.gif", Image.fromarray(grey()), "GIF")
    pillow("mask.gif", Image.fromarray(((grey() > 90) * 255).astype(np.uint8)), "GIF")
    pillow("long.gif", Image.fromarray(random.integers(0, 4, (60, 80)).astype(np.uint8)), "GIF")
    first, second = Image.fromarray(rgb()).quantize(4), Image.fromarray(rgb()[::-1]).quantize(4)
    output = io.BytesIO()
    first.save(output, "GIF", save_all=True, append_images=[second], loop=0)
    seen = Image.open(io.BytesIO(output.getvalue()))
    add("animated.gif", output.getvalue(), np.array(seen), np.array(seen.convert("RGB")))


def anymaps():
    picture, plane, deep = rgb(), grey(), words(4095)
    head = lambda kind, most: b"P%d\n# a comment\n%d %d\n%s" % (kind, WIDTH, HEIGHT, most)
    text = lambda array: b"\n".join(b" ".join(b"%d" % v for v in row) for row in array.reshape(HEIGHT, -1))
    bits = (plane < 90).astype(np.uint8)  # 1 is black
    add("text.pbm", head(1, b"") + text(bits), 1 - bits, shown(255 * (1 - bits)))
    add("packed.pbm", head(4, b"") + np.packbits(bits, axis=1).tobytes(), 1 - bits, shown(255 * (1 - bits)))
    add("text.pgm", head(2, b"255\n") + text(plane), plane)
    add("bytes.pgm", head(5, b"255\n") + plane.tobytes(), plane)
    add("text.ppm", head(3, b"255\n") + text(picture), picture)
    add("bytes.ppm", head(6, b"255\n") + picture.tobytes(), picture)
    add("deep.pgm", head(5, b"4095\n") + deep.astype(">u2").tobytes(), deep, shown(deep >> 4).astype(np.uint8))
    coarse = (plane // 17).astype(np.uint8)
    add("coarse.pgm", head(5, b"15\n") + coarse.tobytes(), coarse, shown(coarse * 17))
    four = rgb(channels=4)
    add("rgba.pam", b"P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
        % (WIDTH, HEIGHT) + four.tobytes(), four)


def arrays():
    def npy(name, array, expected, **options):
        output = io.BytesIO()
        np.save(output, array)
        add(name, output.getvalue(), expected, **options)

    mask, plane, picture = grey() > 90, grey(), rgb()
    one = mask.astype(np.uint8)
    npy("bool.npy", mask, one, picture=shown(255 * one))
    npy("bool_1hw.npy", mask[None], one, picture=shown(255 * one))
    npy("bool_11hw.npy", mask[None, None], one, picture=shown(255 * one))
    npy("uint8.npy", plane, plane)
    npy("uint8_fortran.npy", np.asfortranarray(picture), picture)
    npy("uint8_hw1.npy", plane[..., None], plane)
    npy("uint8_hw3.npy", picture, picture)
    npy("uint8_hw4.npy", (four := rgb(channels=4)), four)
    for kind in "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64", ">i4", "float32", "float64":
        labels = (plane // 40).astype(kind)
        npy(f"{kind.replace('>', 'big_')}.npy", labels, (plane // 40).astype(np.uint8))
    deep = words(1000)
    npy("deep.npy", deep.astype(np.int64), deep)
    void = words(300)
    stored = void.astype(np.int32)
    stored[0, 0], void[0, 0] = -1, 65535
    npy("void.npy", stored, void, looks=False)
    shares = random.random((HEIGHT, WIDTH)).astype(np.float32)
    shares[0, :3] = 0.5, 0.25, 1
    over = (shares > 0.5).astype(np.uint8)
    npy("shares.npy", shares, over, picture=shown(shares))
    npy("half.npy", shares.astype(np.float16), over, picture=shown(shares.astype(np.float16)))


tiffs()
gifs()
anymaps()
arrays()
(FIXTURES / "formats.json").write_text(json.dumps(entries, indent=0) + "\n")
print(len(entries), "files,", (FIXTURES / "formats.json").stat().st_size, "bytes")
