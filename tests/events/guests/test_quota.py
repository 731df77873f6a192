from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from events.guest import Segment
from events.guests.quota import GuestQuota, after_deadlines, handed_in
from planner.errors import Fault
from planner.workdays import Workdays
from tests.events.guests.people import guest

WORKDAYS = Workdays(date(2026, 1, 1), date(2026, 12, 31))
# The notice of 4 November 2025: weekends worked in 2026.
WORKING_WEEKENDS = tuple(date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"least": 3, "most": 2, "unit": "U"}, "quota_upside_down"),
        ({"least": 3}, "quota_of_nobody"),
    ],
)
def test_a_quota_that_cannot_be_is_refused(fields: dict[str, object], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        GuestQuota.model_validate({"id": "q"} | fields)
    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_a_quota_counts_who_fits_all_that_is_named() -> None:
    quota = GuestQuota(id="q", segment=Segment.EXPERT, region="csj")
    fitting = guest("a", segment=Segment.EXPERT, region="csj")
    assert quota.counts(fitting)
    assert not quota.counts(fitting.model_copy(update={"region": None}))
    assert not quota.counts(fitting.model_copy(update={"segment": Segment.FUND}))
    assert not GuestQuota(id="q", unit="U").counts(fitting)


def _due(day: date) -> date:
    quota = GuestQuota(id="q", unit="U", least=1, names_due=day)
    [found] = handed_in((quota,), (), day, WORKDAYS)
    return found.due


@pytest.mark.parametrize("day", WORKING_WEEKENDS)
def test_names_are_due_on_a_working_weekend(day: date) -> None:
    assert day.weekday() >= 5
    assert _due(day) == day


@given(st.dates(date(2026, 1, 1), date(2026, 12, 20)))
def test_names_are_due_on_the_working_day_on_or_after(day: date) -> None:
    due = _due(day)
    assert WORKDAYS.is_workday(due)
    assert not any(WORKDAYS.is_workday(day + timedelta(days=n)) for n in range((due - day).days))


def test_a_unit_is_overdue_the_day_after_its_working_day_and_only_if_names_are_missing() -> None:
    # 19 September 2026 is a Saturday off; Sunday the 20th is worked.
    quota = GuestQuota(id="q", unit="U", least=2, names_due=date(2026, 9, 19))
    one, two = guest("a", unit="U"), guest("b", unit="U")

    def standing(today: date, *people: object) -> tuple[int, int, bool]:
        [found] = handed_in((quota,), people, today, WORKDAYS)  # type: ignore[arg-type]
        return found.named, found.missing, found.overdue

    assert standing(date(2026, 9, 20), one) == (1, 1, False)
    assert standing(date(2026, 9, 21), one) == (1, 1, True)
    assert standing(date(2026, 9, 21), one, two) == (2, 0, False)


def test_what_is_overdue_is_given_up_and_said() -> None:
    late = GuestQuota(id="late", unit="U", least=3, names_due=date(2026, 9, 18))
    early = GuestQuota(id="early", unit="V", least=1, names_due=date(2026, 10, 9))
    free = GuestQuota(id="free", region="csj", least=4)
    quotas = (late, early, free)
    handed = handed_in(quotas, (guest("a", unit="U"),), date(2026, 9, 21), WORKDAYS)
    kept, faults = after_deadlines(quotas, handed)
    assert kept == (late.model_copy(update={"least": 1}), early, free)
    detail = {"missing": "2", "named": "1", "due": "2026-09-18"}
    assert faults == (Fault(code="names_overdue", place="late", value="late", detail=detail),)
