"""Packages made to harm: found out before anything of them is unpacked."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from api.imports.check import check
from api.imports.package import inspect_archive
from api.imports.parse.refusal import Refused
from api.imports.upload import check_upload
from tests.api.imports.workbooks import found, written
from tests.bombs import understating

MIB = 2**20


def test_an_entry_that_holds_more_than_it_says_is_refused_and_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(understating("xl/sheet1.xml", 1_000, 64, **{"xl/workbook.xml": "<workbook/>"}))
    tracemalloc.start()
    assert found(check(path)) == [("zip_understated", "bomb.xlsx", "bomb.xlsx")]
    inside = check_upload("bomb.zip", understating("企业.csv", 1_000, 64))
    assert found(inside) == [("zip_understated", "bomb.zip", "bomb.zip")]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 * MIB


def test_an_entry_that_is_as_large_as_it_says_is_not(tmp_path: Path) -> None:
    exact = understating("a", 2 * MIB, 2)
    assert [entry.file_size for entry in inspect_archive(exact)] == [2 * MIB]
    with pytest.raises(Refused, match="zip_understated"):
        inspect_archive(understating("a", 2 * MIB - 1, 2))
    assert inspect_archive(written(tmp_path).read_bytes())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_as_no_workbook_is_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert found(check(path)) == [("not_a_workbook", "odd.xlsx", "odd.xlsx")]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml")


def with_entity(path: Path, part: str, entities: str, used: str) -> Path:
    """The workbook, one of its parts declaring ``entities`` and using one at its beginning."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts[part].decode()
    root = xml.index("<", xml.index("?>") if xml.startswith("<?") else 0)
    opened = xml.index(">", root) + 1
    changed = f"<!DOCTYPE x [{entities}]>{xml[root:opened]}{used}{xml[opened:]}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {part: changed.encode()}).items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_that_laughs_a_billion_times_is_refused(tmp_path: Path, part: str) -> None:
    path = with_entity(written(tmp_path), part, LAUGHS, "&a9;")
    assert [code for code, *_ in found(check(path))] == ["damaged_workbook"]


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_reads_no_file_of_this_machine(tmp_path: Path, part: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("root:x:0:0", encoding="utf-8")
    path = with_entity(written(tmp_path), part, f'<!ENTITY f SYSTEM "{secret.as_uri()}">', "&f;")
    imported = check(path)  # refused, or the entity left where it stands
    assert [code for code, *_ in found(imported)] in ([], ["damaged_workbook"])
    assert "root:x" not in repr(imported)
