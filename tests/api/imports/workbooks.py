"""A small workbook that imports cleanly, to be spoilt one cell at a time."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from api.imports.check import check
from api.imports.imported import Imported
from api.imports.workbook import write_workbook

Rows = dict[str, list[dict[str, Any]]]
Spoil = Callable[[Rows], None]

GOOD: Rows = {
    "企业": [
        {
            "id": "C1",
            "name": "澄泽精密机械有限公司",
            "city": "苏州",
            "lat": 31.3,
            "lon": 120.6,
            "datum": "GCJ-02",
            "chain": "装备制造",
            "expected_investment_cny": "3.5亿",
            "stage": "洽谈",
            "kinds": "500强、链主",
            "windows": "每周二、四上午",
            "least_rank": "副职",
        },
        {"id": "C2", "name": "星岫智能装备股份有限公司", "city": "无锡", "windows": "工作日 9:00-17:00"},
    ],
    "人员": [
        {"id": "P1", "name": "林知远", "unit": "招商局", "rank": "正职"},
        {"id": "P2", "name": "苏景行", "unit": "招商局", "rank": 2},
        {"id": "P3", "name": "叶望舒", "unit": "招商局", "rank": "部门副职"},
        {"id": "P4", "name": "顾若溪", "unit": "招商局", "rank": "干部"},
        {"id": "P5", "name": "程怀瑾", "unit": "招商局", "rank": 5},
    ],
    "单位": [{"id": "U1", "name": "招商局", "head": "苏景行", "deputy": "叶望舒", "staff": "顾若溪、程怀瑾"}],
    "产业链": [{"id": "L1", "name": "装备制造", "chief": "苏景行"}],
    "日程占用": [{"person": "林知远", "dates": "3月8日-3月9日", "times": "上午", "title": "会议"}],
    "区域与驻点": [
        {"kind": "本地", "name": "江津", "cities": "江津"},
        {"kind": "区域", "id": "csj", "name": "长三角", "cities": "上海、苏州、无锡"},
    ],
    "活动": [
        {
            "id": "E1",
            "kind": "企业家联谊会",
            "title": "联谊会",
            "days": "3月15日-3月31日",
            "chain": "装备制造",
        },
        {"id": "E2", "kind": "集中签约", "title": "签约", "after": "联谊会"},
        {"id": "E3", "kind": "联席会议", "title": "联席会议", "required_units": "招商局"},
    ],
    "规则": [
        {"key": "id", "value": "season"},
        {"key": "title", "value": "春季"},
        {"key": "first", "value": "2027-3-1"},
        {"key": "last", "value": "2027-3-31"},
        {"key": "as_of", "value": "2027-2-22 9:00"},
    ],
}


def written(folder: Path, spoil: Spoil | None = None) -> Path:
    """The good workbook, spoilt, as a file in ``folder``."""
    rows = deepcopy(GOOD)
    if spoil is not None:
        spoil(rows)
    path = folder / "season.xlsx"
    write_workbook(path, rows)
    return path


def checked(folder: Path, spoil: Spoil | None = None) -> Imported:
    """What the import says of the good workbook, spoilt."""
    return check(written(folder, spoil))


def setting(sheet: str, number: int, field: str, value: Any) -> Spoil:
    """Put ``value`` into a field of the row with this index."""

    def spoil(rows: Rows) -> None:
        rows[sheet][number][field] = value

    return spoil


def adding(sheet: str, **fields: Any) -> Spoil:
    """Append a row."""

    def spoil(rows: Rows) -> None:
        rows[sheet].append(fields)

    return spoil


def found(imported: Imported) -> list[tuple[str, str, str]]:
    """Code, place and value of every fault."""
    return [(fault.code, fault.place, fault.value) for fault in imported.faults]


def noted(imported: Imported) -> list[tuple[str, str]]:
    """Code and place of every note."""
    return [(note.code, note.place) for note in imported.notes]
