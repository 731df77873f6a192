"""The empty workbook: headings, notes, drop-downs, one example row a sheet that the import passes over."""

from pathlib import Path

from api.imports.workbook import packed
from api.texts import Language


def write(path: Path, *, language: Language = "zh") -> None:
    """Write the template to ``path``; the same bytes every time."""
    path.write_bytes(packed({}, examples=True, language=language))
