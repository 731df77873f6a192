"""An import out of bytes that somebody sent in: a workbook, or a zip with one or with CSV files."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from api.imports.check import check
from api.imports.imported import Imported
from api.imports.package import inspect_archive
from api.imports.parse.refusal import Refused
from planner.errors import Fault

MOST_NAME_CHARACTERS = 100
_READ = (".csv", ".xlsx", ".zip")  # sheets, a workbook, the timetable it names


def check_upload(
    name: str,
    content: bytes,
    *,
    timetable: bytes | None = None,
    flights: tuple[str, bytes] | None = None,
    as_of: datetime | None = None,
) -> Imported:
    """A dry run on ``content``, the file called ``name``.

    That is an .xlsx, or a .zip with one or with the CSV files of a folder, and the timetable it names.
    ``timetable`` is a GTFS feed, ``flights`` a table of flights by its name; ``as_of`` as for
    :func:`api.imports.check.check`. Nothing is left on the disk.
    """
    plain = plain_name(name)
    with tempfile.TemporaryDirectory(prefix="zhaoshang-") as place:
        folder = Path(place)
        gtfs, flown = folder / "timetable.zip", None
        if timetable is not None:
            gtfs.write_bytes(timetable)
        if flights is not None:
            flown = folder / f"flights{Path(plain_name(flights[0])).suffix}"
            flown.write_bytes(flights[1])
        try:
            source = _laid_out(plain, content, folder / "import")
        except Refused as refused:
            return Imported(
                None, (Fault(code=refused.code, place=plain, value=plain, detail=refused.detail),)
            )
        return check(source, gtfs=gtfs if timetable is not None else None, flights=flown, as_of=as_of)


def plain_name(name: str) -> str:
    """The name a file came with, without folders and what cannot be shown or stored."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in plain if sign.isprintable() and sign not in ':*?"<>|').lstrip(".")
    return shown[-MOST_NAME_CHARACTERS:] or "import"


def _laid_out(name: str, content: bytes, folder: Path) -> Path:
    """The file on the disk, or the folder with the CSV files of the zip."""
    folder.mkdir()
    if not name.lower().endswith(".zip"):
        path = folder / name
        path.write_bytes(content)
        return path
    inspect_archive(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir() and entry.filename.lower().endswith(_READ):
                    (folder / plain_name(entry.filename)).write_bytes(archive.read(entry))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("damaged_workbook", reason=type(error).__name__) from error
    workbooks = [path for path in folder.iterdir() if path.suffix.lower() == ".xlsx"]
    return workbooks[0] if len(workbooks) == 1 else folder
