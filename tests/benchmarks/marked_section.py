# ruff: noqa: T201  (a benchmark prints)
"""A section of a document that a benchmark writes anew, between two marks; the rest stays as it is."""

from pathlib import Path

BEGIN, END = "<!-- {name}: begin -->", "<!-- {name}: end -->"


def rewritten(text: str, name: str, section: str) -> str:
    """``text`` with ``section`` between the marks of ``name``.

    Raises ValueError unless each mark is there once, the first before the second.
    """
    begin, end = BEGIN.format(name=name), END.format(name=name)
    before, found_begin, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not (found_begin and found_end) or begin in after or end in after:
        raise ValueError(f"needs the lines {begin} and {end}, each once and in this order")
    return f"{before}{begin}\n{section.strip()}\n{end}{after}"


def write_section(path: Path, name: str, section: str) -> None:
    """Write ``section`` between the marks of the file at ``path``; an absent file is made of it alone."""
    empty = f"{BEGIN.format(name=name)}\n{END.format(name=name)}\n"
    text = path.read_text(encoding="utf-8") if path.exists() else empty
    path.write_text(rewritten(text, name, section), encoding="utf-8")


def check_marks(path: Path | None, name: str) -> None:
    """Raise ValueError before the work, not after it, if the file at ``path`` cannot take the section."""
    if path is not None and path.exists():
        rewritten(path.read_text(encoding="utf-8"), name, "")


def tell(path: Path | None, name: str, section: str) -> None:
    """Print ``section``, and write it where asked."""
    print(section)
    if path is not None:
        write_section(path, name, section)
