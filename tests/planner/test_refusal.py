from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.texts.sentences import fault_codes, sentence
from planner.errors import Fault
from planner.plan import Plan
from planner.refusal import CODES, faults_of, path_of
from planner.rules import DayHours, Weights
from planner.season import Season
from tests.builders import company, person, season

PERSON = person("ann").model_dump(mode="json")


def _faults(value: Any, kind: type[BaseModel] = Season) -> tuple[Fault, ...]:
    with pytest.raises(ValidationError) as refused:
        kind.model_validate_json(value) if isinstance(value, str) else kind.model_validate(value)
    found = faults_of(refused.value)
    for fault in found:
        assert sentence(fault, "zh").message
        assert sentence(fault, "en").message
    return found


def _season_with(**fields: Any) -> tuple[Fault, ...]:
    return _faults(season().model_dump(mode="json") | fields)


def test_a_path_reads_like_the_file() -> None:
    assert path_of(("companies", 3, "windows", 0, "start")) == "companies[3].windows[0].start"
    assert path_of(()) == ""


def test_every_code_has_its_sentences() -> None:
    assert CODES - fault_codes() == set()


@pytest.mark.parametrize(
    ("fields", "code", "place", "value"),
    [
        ({"id": 7}, "string_type", "id", "7"),
        ({"colour": "red"}, "extra_forbidden", "colour", "red"),
        ({"last": "3月5日"}, "date_parsing", "last", "3月5日"),
        ({"last": []}, "date_parsing", "last", "[]"),
        ({"as_of": "2027-02-01T09:00:00"}, "timezone_aware", "as_of", "2027-02-01T09:00:00"),
        ({"as_of": "morning"}, "datetime_parsing", "as_of", "morning"),
        ({"format": "v0"}, "enum", "format", "v0"),
        ({"units": 3}, "list_type", "units", "3"),
        ({"home": 3}, "model_type", "home", "3"),
        ({"rules": {"cool_down_days": "many"}}, "int_parsing", "rules.cool_down_days", "many"),
        ({"rules": {"cool_down_days": 1.5}}, "int_parsing", "rules.cool_down_days", "1.5"),
        ({"rules": {"cool_down_days": -1}}, "greater_than_equal", "rules.cool_down_days", "-1"),
        ({"rules": {"most_trip_days": 9}}, "less_than_equal", "rules.most_trip_days", "9"),
        ({"rules": {"most_of_kind": []}}, "dict_type", "rules.most_of_kind", "[]"),
        ({"people": [PERSON | {"in_pool": "maybe"}]}, "bool_parsing", "people[0].in_pool", "maybe"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_a_fault(
    fields: dict[str, Any], code: str, place: str, value: str
) -> None:
    (fault,) = _season_with(**fields)
    assert (fault.code, fault.place, fault.value) == (code, place, value)


def test_what_is_missing_has_no_value() -> None:
    written = season().model_dump(mode="json")
    del written["title"]
    assert _faults(written) == (Fault(code="missing", place="title"),)


def test_limits_and_choices_are_words_of_the_sentence() -> None:
    (low,) = _season_with(rules={"hours": {"most_leg_minutes": 0}})
    assert (low.code, low.detail) == ("greater_than", {"gt": "0"})
    city = season().cities[0].model_dump() | {"adcode": "3205"}
    (short,) = _season_with(cities=[city])
    assert (short.code, short.detail) == ("string_pattern_mismatch", {"pattern": r"^\d{6}$"})
    coordinates = season().cities[0].model_dump() | {"lat": "north"}
    (text,) = _season_with(cities=[coordinates])
    assert (text.code, text.place) == ("float_parsing", "cities[0].lat")


def test_windows_hours_and_weights_say_what_is_wrong_with_them() -> None:
    day = "2027-03-01T"
    closed = {"start": f"{day}12:00:00+08:00", "end": f"{day}09:00:00+08:00"}
    written = company("a").model_dump(mode="json")
    (fault,) = _season_with(companies=[written | {"windows": [closed]}])
    assert fault.code == "closes_before_it_opens"
    assert fault.place == "companies[0].windows[0]"
    assert fault.detail == {"start": f"{day}12:00:00+08:00", "end": f"{day}09:00:00+08:00"}
    overnight = closed | {"end": "2027-03-02T09:00:00+08:00"}
    (fault,) = _season_with(companies=[written | {"windows": [overnight]}])
    assert fault.code == "window_spans_days"
    (fault,) = _faults({"leave_base": 1_430}, DayHours)
    assert (fault.code, fault.detail) == ("day_hours_out_of_order", {"rest": "600"})
    (fault,) = _faults({"load_steps": (2, 1)}, Weights)
    assert fault.code == "weights_not_monotone"


def test_a_list_of_the_wrong_length_is_counted() -> None:
    trip: dict[str, list[int]] = {"days": []}
    found = [fault for fault in _faults({"trips": [trip]}, Plan) if fault.place == "trips[0].days"]
    assert [(fault.code, fault.detail) for fault in found] == [
        ("too_short", {"min_length": "1", "actual_length": "0"})
    ]


def test_text_that_is_no_json_is_one_fault() -> None:
    (fault,) = _faults('{"id": ')
    assert fault.code == "json_invalid"
    assert "EOF" in fault.detail["error"]


def test_a_long_value_is_shortened() -> None:
    (fault,) = _season_with(last="x" * 500)
    assert fault.value == "x" * 80 + "…"


class _Odd(BaseModel):
    model_config = ConfigDict(extra="forbid")
    even: int = Field(multiple_of=2)


def test_an_error_without_a_sentence_of_its_own_keeps_its_words() -> None:
    (fault,) = _faults({"even": 3}, _Odd)
    assert (fault.code, fault.place, fault.value) == ("value_unusable", "even", "3")
    assert fault.detail == {"message": "Input should be a multiple of 2"}
