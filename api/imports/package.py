"""The zip package around a workbook: refused before unpacking, written without a clock."""

import io
import re
import struct
import zipfile
import zlib

from api.imports.parse.refusal import Refused

MOST_UNPACKED_BYTES = 256 * 2**20
MOST_ENTRIES = 2_000
# A sheet of ten thousand like rows packs 30 to 60 times; a bomb thousands of times.
MOST_RATIO = 200
HARMLESS_BYTES = 16 * 2**20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EPOCH = (1980, 1, 1, 0, 0, 0)
MADE_AT = b"2000-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def timeless(package: bytes) -> bytes:
    """The same package with fixed dates: equal contents make equal bytes.

    Zip entries get the earliest date a zip can hold, ``docProps/core.xml`` a fixed creation and change date.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = _STAMPS.sub(rb"\g<1>" + MADE_AT + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return packed.getvalue()


def inspect(package: bytes) -> None:
    """Refuse bytes that are no workbook, before anything is unpacked.

    Raises Refused: old_workbook (.xls), locked_workbook (a password), not_a_workbook, zip_bomb,
    zip_understated.
    """
    if package.startswith(_OLE):
        raise Refused("locked_workbook") if _ENCRYPTED in package else Refused("old_workbook")
    if not any(entry.filename == "xl/workbook.xml" for entry in inspect_archive(package)):
        raise Refused("not_a_workbook")


def inspect_archive(package: bytes) -> list[zipfile.ZipInfo]:
    """What a zip holds; refuses one that would unpack to more than any workbook needs.

    Raises Refused: not_a_workbook (no zip), zip_bomb, zip_understated (an entry holds more than it says).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("not_a_workbook") from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES or len(entries) > MOST_ENTRIES:
        raise Refused("zip_bomb", size=_mib(unpacked), most=_mib(MOST_UNPACKED_BYTES))
    if unpacked > HARMLESS_BYTES and unpacked > MOST_RATIO * max(1, len(package)):
        raise Refused("zip_bomb", size=_mib(unpacked), most=_mib(HARMLESS_BYTES))
    for entry in entries:
        if _holds_more(package, entry):
            raise Refused("zip_understated", size=str(entry.file_size))
    return entries


def _holds_more(package: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry unpacks to more than its heading says, which zipfile finds out after unpacking it all.

    Raises Refused: not_a_workbook (damaged, or packed in a way that no workbook is).
    """
    if entry.compress_type == zipfile.ZIP_STORED:
        return False
    try:
        name, extra = struct.unpack_from("<HH", package, entry.header_offset + 26)  # APPNOTE.TXT, 4.3.7
        begin = entry.header_offset + 30 + name + extra
        packed, unpacker = package[begin : begin + entry.compress_size], zlib.decompressobj(-zlib.MAX_WBITS)
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise Refused("not_a_workbook")
        count = 0
        while count <= entry.file_size and (fresh := unpacker.decompress(packed, 2**20)):
            count, packed = count + len(fresh), unpacker.unconsumed_tail
    except (struct.error, zlib.error) as error:
        raise Refused("not_a_workbook") from error
    return count > entry.file_size


def _mib(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"
