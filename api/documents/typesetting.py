"""Typst with the faces that come with the program and none of the machine's own."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

import typst

FACES = "pylopdf_fonts_zh_cn"


@cache
def faces() -> typst.Fonts:
    """The packaged faces, read once: together they are 17 MB."""
    with as_file(files(FACES)) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def typeset(
    template: bytes,
    inputs: Mapping[str, str],
    timestamp: int,
    file_format: Literal["pdf", "png"] = "pdf",
    pixels_an_inch: float = 144.0,
) -> list[bytes]:
    """``template`` filled with ``inputs``: one PDF, or a PNG a page.

    ``timestamp`` (Unix seconds) dates a PDF. Equal arguments make equal bytes. A template reads JSON out of
    ``sys.inputs``, so no data is ever code.
    """
    compiler = typst.Compiler(font_paths=faces(), ignore_system_fonts=True, sys_inputs=dict(inputs))
    if file_format == "png":
        made = compiler.compile(template, format="png", ppi=pixels_an_inch)
    else:
        made = compiler.compile(template, format="pdf", timestamp=timestamp)
    pages = made if isinstance(made, list) else [made]
    found = [page for page in pages if isinstance(page, bytes)]
    assert len(found) == len(pages)  # noqa: S101  (bytes where no output is named)
    return found
