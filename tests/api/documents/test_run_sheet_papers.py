from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.run_sheet_papers import clock, run_sheet_workbook, step_text, warning_text
from api.texts import Language, say
from events.reception import ReceptionRule
from events.run_sheet.line import Material, RunLine, Step
from tests.api.documents.ceremony import MADE_AT, PEOPLE, WARNINGS, sheet


def test_the_workbook_holds_a_row_a_line() -> None:
    page = load_workbook(BytesIO(run_sheet_workbook(sheet(), PEOPLE, MADE_AT))).worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("时间", "分钟", "环节", "人员", "地点", "物料", "备注")
    assert len(rows) == 1 + len(sheet().lines)
    assert rows[4][:4] == ("10:00—10:03", 3, "主持人开场，介绍来宾", "区委副书记刘红")


def test_a_line_may_have_its_own_title() -> None:
    line = RunLine(start_minute=1_470, minutes=5, step=Step.OTHER, title="参观  展厅")
    assert (step_text(line, "zh"), clock(line.start_minute, "zh")) == ("参观 展厅", "次日0:30")


def test_a_warning_names_its_rule_and_source() -> None:
    (welcome,) = (item for item in WARNINGS if item.rule is ReceptionRule.WELCOME)
    assert warning_text(welcome, "zh") == (
        "不得在机场、车站和辖区边界组织迎送：车站、机场。"
        "（《党政机关厉行节约反对浪费条例》（2025年5月18日修订），自2025年5月18日施行）"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_material_and_rule_has_its_words(language: Language) -> None:
    words = dict.fromkeys(
        (
            "station", "numbers", "heads", "vehicles", "venue", "batch", "projects", "items", "places",
            "planned", "most", "guests",
        ),
        "7",
    )  # fmt: skip
    told = [say(f"run_sheet.step.{item.value}", language, **words) for item in Step]
    told += [say(f"run_sheet.material.{item.value}", language) for item in Material]
    told += [say(f"reception.warning.{item.value}", language, **words) for item in ReceptionRule]
    assert all(told)
