"""Standings: what was planned and done, ranked."""

from datetime import date, timedelta

from planner.bulletin import DayAway, Figures, Grouping, Meeting, standings

FIRST = date(2027, 3, 1)


def met(company: str, *people: str, offset: int = 0, done: bool = True, cny: int = 10) -> Meeting:
    return Meeting(
        company=company,
        day=FIRST + timedelta(days=offset),
        done=done,
        people=people,
        units=tuple(f"unit-{name}" for name in people),
        group="home",
        region="csj",
        chain="steel",
        expected_investment_cny=cny,
    )


def ranks(*meetings: Meeting) -> dict[str, int]:
    return {row.id: row.rank for row in standings(meetings) if row.grouping is Grouping.PERSON}


def test_a_visit_counts_for_everything_it_touches() -> None:
    found = standings([met("a", "ann", "bob")])
    assert [(row.grouping.value, row.id) for row in found] == [
        ("person", "ann"), ("person", "bob"), ("unit", "unit-ann"), ("unit", "unit-bob"),
        ("group", "home"), ("region", "csj"), ("chain", "steel"),
    ]  # fmt: skip
    assert {row.done for row in found} == {Figures(visits=1, companies=1, expected_investment_cny=10)}
    assert {row.planned for row in found} == {Figures()}


def test_more_visits_held_rank_higher_then_more_investment_then_more_planned() -> None:
    assert ranks(
        met("a", "ann"), met("b", "ann"),
        met("c", "bob", cny=50),
        met("d", "cat", cny=20), met("e", "cat", done=False),
        met("f", "dan", cny=20),
    ) == {"ann": 1, "bob": 2, "cat": 3, "dan": 4}  # fmt: skip


def test_equals_share_a_rank_and_the_next_is_left_out() -> None:
    assert ranks(met("a", "ann"), met("b", "bob"), met("c", "cat", cny=1)) == {"ann": 1, "bob": 1, "cat": 3}


def test_a_company_met_twice_is_one_company_at_its_latest_investment() -> None:
    [row] = [
        row
        for row in standings([met("a", "ann", offset=9, cny=70), met("a", "ann", cny=10)])
        if row.grouping is Grouping.PERSON
    ]
    assert row.done == Figures(visits=2, companies=1, expected_investment_cny=70)


def test_days_away_are_counted_by_person_unit_and_group() -> None:
    days = [DayAway("ann", "bureau", "home", FIRST), DayAway("bob", "bureau", "home", FIRST)]
    found = {(row.grouping.value, row.id): row.days_away for row in standings([], [*days, days[0]])}
    assert found == {
        ("person", "ann"): 1, ("person", "bob"): 1, ("unit", "bureau"): 2, ("group", "home"): 2,
    }  # fmt: skip


def test_what_is_not_known_counts_nowhere() -> None:
    assert standings([Meeting(company="a", day=FIRST, done=True)]) == ()
