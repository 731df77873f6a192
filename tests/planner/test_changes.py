"""Changes travel as JSON."""

from typing import Any

import pytest
from pydantic import ValidationError

from planner.changes import CHANGES, Change, CompanyCancels, CompanyOpens, EventMoved, PersonBusy, TrainGone
from tests.builders import MONDAY, busy, window

EVERY_KIND: tuple[Change, ...] = (
    PersonBusy(person="ann", busy=busy(MONDAY)),
    CompanyCancels(company="a"),
    CompanyCancels(company="a", day=MONDAY),
    CompanyOpens(company="a", window=window(MONDAY)),
    TrainGone(number="G1"),
    TrainGone(number="G1", day=MONDAY),
    EventMoved(event="forum", day=MONDAY),
)


def test_every_kind_of_change_reads_back_as_it_was_written() -> None:
    assert CHANGES.validate_json(CHANGES.dump_json(EVERY_KIND)) == EVERY_KIND


def test_the_kind_says_what_a_change_is() -> None:
    written: Any = CHANGES.dump_python(EVERY_KIND, mode="json")
    assert [item["kind"] for item in written] == [
        "person_busy",
        "company_cancels",
        "company_cancels",
        "company_opens",
        "train_gone",
        "train_gone",
        "event_moved",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "train_late", "number": "G1"},
        {"number": "G1"},
        {"kind": "train_gone"},
        {"kind": "train_gone", "number": "G1", "minutes": 5},
        {"kind": "event_moved", "event": "forum"},
    ],
)
def test_what_is_no_change_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CHANGES.validate_python([data])
