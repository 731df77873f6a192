import json
from pathlib import Path

import pytest

from planner.errors import InvalidPlan, InvalidSeason
from planner.schema import plan_schema, read_plan, read_season, season_schema
from tests.planner.audit.scene import plan_of, scene

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
RENEW = (
    "the published schema is not that of the code; renew it: python -c "
    "'import json, planner.schema as s; print(json.dumps(s.{name}_schema(), ensure_ascii=False, indent=2, "
    "sort_keys=True))' > docs/schema/{name}.schema.json"
)


@pytest.mark.parametrize(("name", "schema"), [("season", season_schema()), ("plan", plan_schema())])
def test_the_published_schema_is_the_one_of_the_code(name: str, schema: object) -> None:
    published = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    expected = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert published == expected, RENEW.format(name=name)


def test_season_and_plan_are_read_from_json() -> None:
    assert read_season(scene().model_dump_json()) == scene()
    assert read_plan(plan_of(scene()).model_dump_json().encode()) == plan_of(scene())


def test_a_file_that_is_no_season_is_refused_with_its_faults() -> None:
    with pytest.raises(InvalidSeason) as refused:
        read_season("{}")
    assert {(fault.code, fault.place) for fault in refused.value.faults} == {
        ("missing", name) for name in ("id", "title", "first", "last", "as_of", "home")
    }


def test_a_file_that_is_no_plan_is_refused_with_its_faults() -> None:
    with pytest.raises(InvalidPlan) as refused:
        read_plan(scene().model_dump_json())
    assert ("enum", "format") in {(fault.code, fault.place) for fault in refused.value.faults}


def test_a_season_that_contradicts_itself_is_refused_as_such() -> None:
    written = scene().model_dump(mode="json") | {"last": "2027-02-01"}
    with pytest.raises(InvalidSeason) as refused:
        read_season(json.dumps(written))
    assert refused.value.faults[0].code == "season_ends_before_it_starts"
