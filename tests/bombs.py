"""Zips that hold more than they say."""

import io
import struct
import zipfile
import zlib


def understating(name: str, said: int, mib: int, **others: str) -> bytes:
    """A zip whose entry ``name`` has ``mib`` MiB but says, checksum and all, ``said`` bytes.

    ``others`` are further entries. zipfile reads such an entry up to what it says, having unpacked all of it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in others.items():
            archive.writestr(other, text)
        with archive.open(name, "w") as entry:
            for _ in range(mib):
                entry.write(b"a" * 2**20)
    package = bytearray(packed.getvalue())
    heading = package.rfind(b"PK\x01\x02")  # of the last entry in the directory: APPNOTE.TXT, 4.3.12
    struct.pack_into("<I", package, heading + 16, zlib.crc32(b"a" * said))
    struct.pack_into("<I", package, heading + 24, said)
    return bytes(package)
