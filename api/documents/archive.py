"""Office files are zip archives: the same parts must make the same bytes, whenever they are packed.

Parts are stored in a fixed order, content types first (ECMA-376 part 2, annex C.3), all with the date that
zip counts from, and with no trace of the machine that packed them.
"""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_UNIX = 3


def repacked(archive: bytes) -> bytes:
    """The same parts in fixed order with fixed dates."""
    with ZipFile(BytesIO(archive)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    names = [name for name in _FIRST if name in parts] + sorted(set(parts) - set(_FIRST))
    return packed((name, parts[name]) for name in names)


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of ``parts`` (name, content) in their order, whose bytes depend on them alone."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts:
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return target.getvalue()
