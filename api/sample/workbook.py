"""The sample as a workbook: the same rows, the same bytes, for the same seed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from api.imports.workbook import write_workbook
from api.sample.agenda import busy
from api.sample.companies import companies
from api.sample.dice import Dice
from api.sample.district import District, Row
from api.sample.feed import timetable_bytes
from api.sample.programme import events
from api.sample.rules import TIMETABLE_FILE, rules

SEED = 2027


def rows(seed: int = SEED) -> Mapping[str, Sequence[Row]]:
    """Every sheet by its Chinese name; each sheet has dice of its own, so that one may change alone."""
    district = District(Dice(f"{seed} people"))
    return {
        "企业": companies(Dice(f"{seed} companies"), district),
        "人员": district.people(),
        "单位": district.units(),
        "产业链": district.chains(),
        "日程占用": busy(Dice(f"{seed} agenda"), district),
        "区域与驻点": district.places(),
        "活动": events(district),
        "规则": rules(district),
    }


def write_sample(folder: Path, seed: int = SEED) -> Path:
    """Write ``示例.xlsx`` and the timetable it names into ``folder``; the path of the workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook = folder / "示例.xlsx"
    write_workbook(workbook, rows(seed))
    (folder / TIMETABLE_FILE).write_bytes(timetable_bytes())
    return workbook
