"""Files that a command reads and writes: read with clear faults, written whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.cli.refusal import Refused
from api.texts.unusable import unusable
from planner import schema
from planner.errors import Fault, ZhaoshangError
from planner.plan import Plan
from planner.season import Season

Item = TypeVar("Item")
Model = TypeVar("Model", bound=BaseModel)
MOST_BYTES = 512 * 1024 * 1024
PLAIN_FILE = 0o644


def read_text(path: Path) -> str:
    """The text of a file in UTF-8; Refused if there is none, or it is something else."""
    if not path.exists():
        raise Refused(Fault(code="file_missing", place=str(path)))
    if not path.is_file():
        raise Refused(Fault(code="not_a_file", place=str(path)))
    if path.stat().st_size > MOST_BYTES:
        raise Refused(
            Fault(code="file_too_large", place=str(path), detail={"most": f"{MOST_BYTES >> 20} MiB"})
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Fault(code="not_utf8", place=str(path))) from None


def read_season(path: Path) -> Season:
    """The season in ``path``; Refused with every fault found in it."""
    return _placed(path, schema.read_season)


def read_plan(path: Path) -> Plan:
    """The plan in ``path``; Refused with every fault found in it."""
    return _placed(path, schema.read_plan)


def read_list(path: Path, adapter: TypeAdapter[tuple[Item, ...]]) -> tuple[Item, ...]:
    """The JSON list in ``path`` as ``adapter`` reads it; Refused with every fault found in it."""

    def read(text: str) -> tuple[Item, ...]:
        try:
            return adapter.validate_json(text)
        except ValidationError as error:
            raise Refused(unusable(error)) from None

    return _placed(path, read)


def read_value(path: Path, kind: type[Model]) -> Model:
    """The JSON value in ``path`` as ``kind`` reads it; Refused with every fault found in it."""

    def read(text: str) -> Model:
        try:
            return kind.model_validate_json(text)
        except ValidationError as error:
            raise Refused(unusable(error)) from None

    return _placed(path, read)


def _placed(path: Path, read: Callable[[str], Item]) -> Item:
    """What ``read`` makes of the file's text; its faults name the file as well."""
    text = read_text(path)
    try:
        return read(text)
    except ZhaoshangError as error:
        if other := next((fault for fault in error.faults if fault.place == "format"), None):
            # Of a file of another kind nothing else is worth saying.
            raise Refused(
                other.model_copy(update={"code": "other_kind_of_file", "place": path.name})
            ) from None
        named = (f"{path.name}: {fault.place}" if fault.place else path.name for fault in error.faults)
        places = zip(error.faults, named, strict=True)
        raise Refused(fault.model_copy(update={"place": place}) for fault, place in places) from None


def claim(path: Path, *, force: bool) -> None:
    """Make sure that writing ``path`` destroys nothing: Refused if it exists, unless ``force``."""
    if path.exists() and not force:
        raise Refused(Fault(code="file_exists", place=str(path)))
    if path.is_dir():
        raise Refused(Fault(code="not_a_file", place=str(path)))
    if not path.parent.is_dir():
        raise Refused(Fault(code="folder_missing", place=str(path.parent)))


@contextmanager
def replacing(path: Path, mode: int = PLAIN_FILE) -> Iterator[Path]:
    """A path to write to; it becomes ``path`` at the end, and nothing remains of it after an error."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all."""
    with replacing(path) as draft:
        draft.write_bytes(content)


def write_value(path: Path, value: BaseModel) -> None:
    """Write ``value`` as JSON that this module reads back; equal values, equal bytes."""
    write_bytes(path, (value.model_dump_json(indent=1) + "\n").encode())
