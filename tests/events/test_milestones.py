"""The start of works that follows a signing."""

from datetime import date

from events.milestones import FiveOnes, Milestone, One, StartOfWorks, months_after, start_of_works
from planner.workdays import Workdays

CALENDAR = Workdays(date(2026, 1, 1), date(2026, 12, 31))


def test_an_ordinary_project_starts_within_three_months() -> None:
    found = start_of_works("p", date(2026, 5, 17), "deputy", CALENDAR, StartOfWorks())
    # 2026-07-17 is a Friday and a working day.
    assert (found.due, found.reminder) == (date(2026, 8, 17), date(2026, 7, 17))


def test_a_key_project_has_six_months_and_its_reminder_moves_off_a_rest_day() -> None:
    found = start_of_works("p", date(2026, 3, 18), "deputy", CALENDAR, StartOfWorks(), key_project=True)
    # 2026-08-18 is a Tuesday.
    assert (found.due, found.reminder) == (date(2026, 9, 18), date(2026, 8, 18))
    moved = start_of_works("p", date(2026, 2, 15), "deputy", CALENDAR, StartOfWorks())
    # 2026-04-15 is a Wednesday.
    assert (moved.due, moved.reminder) == (date(2026, 5, 15), date(2026, 4, 15))
    weekend = start_of_works("p", date(2026, 3, 9), "deputy", CALENDAR, StartOfWorks())
    # A month before 2026-06-09 is Saturday 2026-05-09, a make-up workday.
    assert weekend.reminder == date(2026, 5, 9)


def test_a_month_without_such_a_day_ends_on_its_last() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_a_rest_day_gives_way_to_the_working_day_before_it() -> None:
    found = start_of_works("p", date(2026, 4, 20), "deputy", CALENDAR, StartOfWorks())
    # A month before 2026-07-20 is Saturday 2026-06-20, inside the Dragon Boat holiday: Thursday 06-18.
    assert found.reminder == date(2026, 6, 18)


def _milestone(**fields: object) -> Milestone:
    defaults = {
        "project": "p",
        "signed_on": date(2026, 1, 9),
        "due": date(2026, 4, 9),
        "reminder": date(2026, 3, 9),
        "leader": "deputy",
    }
    return Milestone.model_validate(defaults | fields)


def test_a_milestone_kept_before_it_knew_more_is_still_read() -> None:
    kept = (
        '{"project": "p", "signed_on": "2026-01-09", "due": "2026-04-09", "reminder": "2026-03-09",'
        ' "leader": "deputy", "key_project": false}'
    )
    assert Milestone.model_validate_json(kept) == _milestone()


def test_works_are_overdue_the_day_after_they_were_due() -> None:
    assert not _milestone().overdue_on(date(2026, 4, 9))
    assert _milestone().overdue_on(date(2026, 4, 10))
    begun = _milestone(started_on=date(2026, 4, 20))
    assert (begun.overdue_on(date(2026, 4, 19)), begun.overdue_on(date(2026, 4, 20))) == (True, False)
    assert not _milestone(dropped_on=date(2026, 4, 10)).overdue_on(date(2026, 4, 10))


def test_what_is_paid_counts_from_its_day() -> None:
    paid = ({"day": date(2026, 2, 1), "amount_cny": 5}, {"day": date(2026, 3, 1), "amount_cny": 7})
    assert [_milestone(paid=paid).paid_by(date(2026, month, 1)) for month in (1, 2, 3)] == [0, 5, 12]


def test_the_five_ones_that_nobody_named_are_lacking() -> None:
    assert _milestone().lacking == (One.MAP, One.TEAM, One.SEES_THROUGH)
    whole = FiveOnes(map="作战图一", team="专班三", sees_through="ann")
    assert _milestone(five_ones=whole).lacking == ()
    assert _milestone(five_ones=whole, leader=" ").lacking == (One.LEADER,)
