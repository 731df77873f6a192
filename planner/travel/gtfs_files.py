"""The files of a GTFS feed: unpacked from a zip, read line by line (RFC 4180, UTF-8, with or without BOM)."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.errors import Fault, InvalidTimetable

MOST_BYTES = 200_000_000
"""What the files of a feed may weigh unpacked: a guard against a zip that swells."""

_AT_ONCE = 2**16

FILES = (
    "agency.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "stop_times.txt",
    "stops.txt",
    "trips.txt",
)


class Row(NamedTuple):
    """One line of a file: ``place`` is ``file:line``, ``fields`` its values by column."""

    place: str
    fields: dict[str, str]


def unpack(data: bytes) -> dict[str, str]:
    """The texts of a zip's GTFS files by name; they may lie in a folder inside it.

    Raises InvalidTimetable for what is not a zip, not UTF-8, or unpacks to more than ``MOST_BYTES``.
    """
    texts: dict[str, str] = {}
    name = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [info for info in archive.infolist() if info.filename.rsplit("/", 1)[-1] in FILES]
            if sum(info.file_size for info in found) > MOST_BYTES:
                megabytes = str(MOST_BYTES // 1_000_000)
                raise InvalidTimetable(Fault(code="gtfs_too_large", detail={"megabytes": megabytes}))
            for info in found:
                name = info.filename.rsplit("/", 1)[-1]
                texts[name] = _read(archive, info).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidTimetable(Fault(code="gtfs_not_utf8", place=name)) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise InvalidTimetable(Fault(code="gtfs_not_a_zip", place=name)) from error
    return texts


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A file of the zip, bit by bit: read at once, one that holds more than it says is unpacked whole."""
    with archive.open(info) as packed:
        return b"".join(iter(lambda: packed.read(_AT_ONCE), b""))


def rows_of(texts: Mapping[str, str], name: str) -> Iterator[Row]:
    """The lines of a file that hold anything, their values stripped; nothing for a file that is absent.

    Raises InvalidTimetable for a line that is no CSV.
    """
    reader = csv.reader(io.StringIO(texts.get(name, "").removeprefix("\ufeff"), newline=""), strict=True)
    try:
        heading = [column.strip() for column in next(reader, [])]
        for values in reader:
            if any(values):
                fields = dict(zip(heading, (value.strip() for value in values), strict=False))
                yield Row(f"{name}:{reader.line_num}", fields)
    except csv.Error as error:
        place = f"{name}:{reader.line_num}"
        raise InvalidTimetable(Fault(code="gtfs_not_csv", place=place, value=str(error))) from error
