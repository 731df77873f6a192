"""The zip package around a workbook: refused before unpacking, written without a clock."""

import io
import re
import zipfile

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
