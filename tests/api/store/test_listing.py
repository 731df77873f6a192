"""Pages of a list: together the list, in its order, whatever is asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import InvalidInput
from api.store import records
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.listing import MOST_A_PAGE, Filter, Test, page
from planner.company import Company, Stage
from tests.api.store.firms import CLERK, NOW, firm, keep

DAYS = (None, date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7))
SORTS = ("id", "name", "expected_investment_cny", "last_met_on", "stage", "changed_at")
FIRMS = [
    firm(
        f"{number:02}",
        f"企\n业{number % 5}-{number}",
        expected_investment_cny=number % 3,
        last_met_on=DAYS[number % 4],
        stage=Stage.LEAD if number % 2 else Stage.CONTRACT,
    )
    for number in range(17)
]


@pytest.fixture
def filled(database: Database) -> Database:
    """Companies that share investments, days and stages; on some days nobody was met."""
    keep(database, *FIRMS)
    return database


def _listed(database: Database, filters: Sequence[Filter] = (), **asked: Any) -> list[str]:
    found: list[str] = []
    with database.reading() as session:
        shown = page(session, COMPANY, filters, **asked)
        found += [item.id for item in shown.items]
        while shown.next is not None:
            shown = page(session, COMPANY, filters, **asked, after=shown.next)
            found += [item.id for item in shown.items]
    return found


def _expected(sort: str, *, descending: bool) -> list[str]:
    def value(company: Company) -> Any:
        return 0 if sort == "changed_at" else getattr(company, sort)

    some = sorted((item for item in FIRMS if value(item) is not None), key=lambda item: item.id)
    none = sorted((item.id for item in FIRMS if value(item) is None), reverse=descending)
    ordered = sorted(some, key=lambda item: (value(item), item.id), reverse=descending)
    return [item.id for item in ordered] + none


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sort=st.sampled_from(SORTS), descending=st.booleans(), limit=st.integers(1, 20))
def test_the_pages_of_a_list_are_the_list(filled: Database, sort: str, descending: bool, limit: int) -> None:  # noqa: FBT001  (drawn by hypothesis)
    listed = _listed(filled, sort=sort, descending=descending, limit=limit)
    assert listed == _expected(sort, descending=descending)


def test_what_is_added_or_removed_between_two_pages_shifts_none(filled: Database) -> None:
    with filled.reading() as session:
        first = page(session, COMPANY, limit=5)
    with filled.work(CLERK, NOW) as work:
        records.delete(work, COMPANY, "02", 1)
        records.create(work, COMPANY, firm("00a"))
    with filled.reading() as session:
        second = page(session, COMPANY, limit=5, after=first.next)
    assert [item.id for item in second.items] == ["05", "06", "07", "08", "09"]


@pytest.mark.parametrize(
    ("item", "count"),
    [
        (Filter("stage", Test.IS, "lead"), 8),
        (Filter("city", Test.IN, ("320500", "x")), 17),
        (Filter("city", Test.IN, ()), 0),
        (Filter("name", Test.CONTAINS, "业0"), 4),
        (Filter("name", Test.CONTAINS, "%"), 0),
        (Filter("last_met_on", Test.AT_LEAST, date(2026, 1, 6)), 8),
        (Filter("last_met_on", Test.AT_MOST, date(2026, 1, 5)), 4),
        (Filter("last_met_on", Test.SET), 12),
        (Filter("last_met_on", Test.UNSET), 5),
    ],
)
def test_a_filter_keeps_what_passes_it(filled: Database, item: Filter, count: int) -> None:
    assert len(_listed(filled, [item])) == count


def test_what_cannot_be_listed_is_refused(filled: Database) -> None:
    asked: list[tuple[Sequence[Filter], dict[str, Any], str]] = [
        ([Filter("body", Test.IS, 1)], {}, "unknown_filter"),
        ([], {"sort": "body"}, "unknown_sort"),
        ([], {"limit": 0}, "unfit_limit"),
        ([], {"limit": MOST_A_PAGE + 1}, "unfit_limit"),
        ([], {"after": "WyJuYW1lIiwgImEiLCAiYSJd"}, "unfit_cursor"),
    ]
    for filters, more, code in asked:
        with filled.reading() as session, pytest.raises(InvalidInput, match=code):
            page(session, COMPANY, filters, **more)
