"""Records compressed data and zip archives that Python writes, for the tests of archives.

usage: python3 scripts/parity/record_archives.py > Tests/BasicsTests/Fixtures/archives.json
"""

import base64
import gzip
import io
import json
import sys
import zipfile
import zlib

TEXT = b"".join(b"line %d of a text that compresses\n" % (i * i % 97) for i in range(400))


def encode(content):
    return base64.b64encode(content).decode()


def archive(force_zip64=False, streamed=False, prefix=b"", comment=b""):
    class Stream(io.RawIOBase):
        """A file that cannot go back: sizes then follow the content in descriptors."""

        def __init__(self):
            self.content = bytearray()

        def writable(self):
            return True

        def write(self, data):
            self.content += data
            return len(data)

    stream = Stream() if streamed else io.BytesIO()
    stream.write(prefix)
    with zipfile.ZipFile(stream, "w") as file:
        file.comment = comment
        for name, method, content in [
            ("stored.bin", zipfile.ZIP_STORED, bytes(range(256))),
            ("folder/deflated.txt", zipfile.ZIP_DEFLATED, TEXT),
            ("ümlaut.txt", zipfile.ZIP_DEFLATED, b""),
        ]:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = method
            with file.open(info, "w", force_zip64=force_zip64) as entry:
                entry.write(content)
    return encode(bytes(stream.content) if streamed else stream.getvalue())


raw = zlib.compressobj(9, zlib.DEFLATED, -15)
json.dump(
    {
        "text": encode(TEXT),
        "zlib": encode(zlib.compress(TEXT)),
        "raw": encode(raw.compress(TEXT) + raw.flush()),
        "gzip": encode(gzip.compress(TEXT[:5000], mtime=0) + gzip.compress(TEXT[5000:], mtime=0)),
        "plain": archive(),
        "zip64": archive(force_zip64=True),
        "streamed": archive(streamed=True),
        "prefixed": archive(prefix=b"#!/bin/sh\n"),
        "commented": archive(comment=b"PK\x05\x06 in a comment"),
    },
    sys.stdout,
    indent=1,
)
