"""The four rates by hand."""

from datetime import date
from typing import Any

from events.four_rates import Base, Rate, RateDefinition, four_rates
from events.milestones import Milestone, Paid
from events.quarter import Quarter

Q1, Q2 = Quarter(year=2026, number=1), Quarter(year=2026, number=2)


def _milestone(name: str, signed_on: date, due: date, **fields: Any) -> Milestone:
    return Milestone(
        project=name, signed_on=signed_on, due=due, reminder=due, leader="deputy", agreed_cny=100, **fields
    )


MILESTONES = (
    _milestone(
        "a",
        date(2026, 1, 9),
        date(2026, 4, 9),
        performed_on=date(2026, 2, 1),
        started_on=date(2026, 3, 31),
        produced_on=date(2026, 6, 30),
        paid=(Paid(day=date(2026, 3, 1), amount_cny=40), Paid(day=date(2026, 5, 1), amount_cny=90)),
    ),
    _milestone("b", date(2026, 2, 9), date(2026, 5, 9), performed_on=date(2026, 4, 1)),
    _milestone("c", date(2026, 4, 1), date(2026, 7, 1)),
    _milestone("d", date(2026, 2, 1), date(2026, 5, 1), dropped_on=date(2026, 3, 1)),
)


def test_rates_are_taken_at_the_end_of_each_quarter_over_all_that_was_signed() -> None:
    found = [(item.rate, item.part, item.whole) for item in four_rates(MILESTONES, (Q1, Q2))]
    assert found == [
        (Rate.PERFORMED, 1, 3),
        (Rate.STARTED, 1, 3),
        (Rate.PRODUCING, 0, 3),
        (Rate.PAID, 40, 300),
        (Rate.PERFORMED, 2, 4),
        (Rate.STARTED, 1, 4),
        (Rate.PRODUCING, 1, 4),
        # More than was agreed does not make up for others.
        (Rate.PAID, 100, 400),
    ]


def test_a_district_may_take_a_rate_over_what_was_due_or_started() -> None:
    due = RateDefinition(rate=Rate.STARTED, over=Base.DUE)
    producing = RateDefinition(rate=Rate.PRODUCING, over=Base.STARTED)
    found = four_rates(MILESTONES, (Q1, Q2), (due, producing))
    assert [(item.part, item.whole, item.permille) for item in found] == [
        (0, 0, None),
        (0, 1, 0),
        (1, 3, 333),
        (1, 1, 1_000),
    ]
