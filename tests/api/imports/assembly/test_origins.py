import pytest

from api.imports.assembly.origins import Origins
from api.imports.rows import Row
from api.imports.sheets import sheet_of
from planner.errors import Fault


@pytest.fixture
def origins() -> Origins:
    made = Origins()
    companies = sheet_of("companies")
    letters = {column.field: f"企业!{chr(65 + k)}7" for k, column in enumerate(companies.columns[:20])}
    made.add("companies[3]", Row(companies, 7, "企业", places=letters))
    made.add("home", Row(sheet_of("places"), 3, "区域与驻点", places={"cities": "区域与驻点!D3"}))
    made.add("last", Row(sheet_of("rules"), 6, "规则", places={"value": "规则!C6"}), "value")
    return made


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("companies[3].windows[0]", "企业!M7"),
        ("companies[3].windows[0].start", "企业!M7"),
        ("companies[3].needs.person", "企业!P7"),
        ("companies[3].needs.skills[1]", "企业!Q7"),
        ("companies[3].site.city", "企业!C7"),
        ("companies[3].site", "企业!C7"),
        ("companies[3]", "企业!A7"),
        ("home", "区域与驻点!A3"),
        ("last", "规则!C6"),
        ("companies[4].chain", "companies[4].chain"),
        ("timetable.trains[0]", "timetable.trains[0]"),
    ],
)
def test_a_place_in_the_season_is_a_cell_of_the_workbook(origins: Origins, path: str, place: str) -> None:
    assert origins.in_workbook(Fault(code="x", place=path)).place == place


def test_places_in_the_detail_are_cells_too(origins: Origins) -> None:
    fault = Fault(code="duplicate_id", place="companies[4]", detail={"first": "companies[3]", "name": "甲"})
    assert origins.in_workbook(fault).detail == {"first": "企业!A7", "name": "甲"}
