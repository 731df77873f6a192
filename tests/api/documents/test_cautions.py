import ast
from pathlib import Path

import pytest

from api.documents.cautions import caution_sentence
from api.documents.register import Register
from api.texts import _topic, say
from planner.plan import Caution, Reason
from tests.api.documents.sample import SEASON

ROOT = Path(__file__).resolve().parents[3]


def _codes() -> set[str]:
    """The codes of cautions below ``api``; of a code with a blank, what stands before it, and ``*``."""
    codes = set()
    for path in (*(ROOT / "planner").rglob("*.py"), *(ROOT / "events").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Caution":
                codes |= {_code(word.value) for word in call.keywords if word.arg == "code"}
    return codes - {""}


def _code(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        return str(value.values[0].value) + "*"
    return ""


def test_every_code_in_the_source_is_written() -> None:
    written = set(_topic("caution"))
    whole = {code for code in _codes() if not code.endswith("*")}
    assert whole - written == set()
    starts = {code.removesuffix("*") for code in _codes() if code.endswith("*")}
    assert {start for start in starts if not any(code.startswith(start) for code in written)} == set()


@pytest.mark.parametrize("part", ["head", "deputy", "staff", "liaison"])
def test_every_part_of_a_roster_that_may_lack_is_written(part: str) -> None:
    assert "招商局" in say(f"caution.roster_lacks_{part}", unit="招商局")


@pytest.mark.parametrize(
    "reason",
    [Reason.REGION_UNSERVED, Reason.NO_WORKDAY_WINDOW, Reason.COOLING_DOWN, Reason.NOBODY_QUALIFIED],
)
def test_every_reason_for_which_a_company_can_never_be_met_is_written(reason: Reason) -> None:
    assert "示例" in say(f"caution.company_{reason.value}", name="示例", company="c01")


def test_a_caution_is_a_sentence_with_names_for_ids() -> None:
    said = caution_sentence(
        Register(SEASON),
        Caution(code="event_never_possible", detail={"event": "e1", "title": "3月联席会议"}),
        "zh",
    )
    assert said == "活动「3月联席会议」没有一个候选工作日能让必到人员全部有空"


def test_ids_become_names_by_their_kind_and_other_words_stay() -> None:
    register = Register(SEASON)
    detail = {"company": "c04", "person": "guo", "event": "e5", "limit": "c04", "city": "厦门"}
    assert register.words(detail) == {
        "company": "示例·同德汽配",
        "person": "郭晓东",
        "event": "装备制造企业家联谊会",
        "limit": "c04",
        "city": "厦门",
    }
