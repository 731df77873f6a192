"""A season after changes."""

from datetime import date, timedelta
from typing import Any

import pytest

from planner.amendment import amended, without_train
from planner.changes import Change, CompanyCancels, CompanyOpens, EventMoved, PersonBusy, TrainGone
from planner.errors import InvalidChange, InvalidSeason
from planner.event import Event, EventKind
from planner.season import Season
from planner.timetable import Service, Timetable
from tests.builders import MONDAY, busy, company, season, window
from tests.planner.travel.feeds import DAILY, timetable, train

TUESDAY = MONDAY + timedelta(days=1)
TRAINS = timetable(
    ("苏州", "无锡"),
    train("G1", (0, 480, 480), (1, 500, 500)),
    train("G2", (0, 600, 600), (1, 620, 620)),
)


def _season(**fields: Any) -> Season:
    forum = Event(id="forum", kind=EventKind.FORUM, title="联谊会", candidate_days=(TUESDAY,))
    plain = {
        "companies": (company("a", MONDAY, TUESDAY), company("b", MONDAY)),
        "events": (forum,),
        "timetable": TRAINS,
    }
    return season(**plain | fields)


def _changed(before: Season, after: Season) -> set[str]:
    return {name for name in Season.model_fields if getattr(before, name) != getattr(after, name)}


def test_no_change_leaves_the_season_as_it_is() -> None:
    assert amended(_season(), ()) == _season()


def test_a_busy_span_is_added_to_the_one_person() -> None:
    after = amended(
        _season(), [PersonBusy(person="ann", busy=busy(MONDAY)), PersonBusy(person="ann", busy=busy(TUESDAY))]
    )
    assert _changed(_season(), after) == {"people"}
    assert {person.id: person.busy for person in after.people if person.busy} == {
        "ann": (busy(MONDAY), busy(TUESDAY))
    }


def test_a_company_that_cancels_loses_its_windows_or_those_of_a_day() -> None:
    def windows(change: Change) -> dict[str, list[date]]:
        after = amended(_season(), [change])
        assert _changed(_season(), after) == {"companies"}
        return {item.id: [span.start.date() for span in item.windows] for item in after.companies}

    assert windows(CompanyCancels(company="a")) == {"a": [], "b": [MONDAY]}
    assert windows(CompanyCancels(company="a", day=MONDAY)) == {"a": [TUESDAY], "b": [MONDAY]}
    wider = CompanyOpens(company="b", window=window(TUESDAY, 600, 700))
    assert windows(wider) == {"a": [MONDAY, TUESDAY], "b": [MONDAY, TUESDAY]}


def test_a_window_outside_the_season_is_refused() -> None:
    with pytest.raises(InvalidSeason) as caught:
        amended(_season(), [CompanyOpens(company="b", window=window(MONDAY + timedelta(days=14)))])
    assert [fault.code for fault in caught.value.faults] == ["window_outside_season"]


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
def test_an_event_given_a_day_is_pinned_to_it(day: date) -> None:
    after = amended(_season(), [EventMoved(event="forum", day=day)])
    assert after.pins.events == {"forum": day}
    assert after.events[0].candidate_days == ((TUESDAY,) if day == TUESDAY else (MONDAY, TUESDAY))


def test_changes_are_applied_in_order() -> None:
    twice: list[Change] = [EventMoved(event="forum", day=MONDAY), EventMoved(event="forum", day=TUESDAY)]
    assert amended(_season(), twice).pins.events == {"forum": TUESDAY}
    closed_and_opened: list[Change] = [
        CompanyCancels(company="b"),
        CompanyOpens(company="b", window=window(TUESDAY)),
    ]
    assert amended(_season(), closed_and_opened).companies[1].windows == (window(TUESDAY),)


def _runs(table: Timetable, day: date) -> list[str]:
    services = {service.id: service for service in table.services}
    return [item.number for item in table.trains if services[item.service].runs_on(day)]


def test_a_train_that_is_gone_no_longer_runs() -> None:
    for_good = amended(_season(), [TrainGone(number="G1")])
    assert _changed(_season(), for_good) == {"timetable"}
    assert [_runs(for_good.timetable, day) for day in (MONDAY, TUESDAY)] == [["G2"], ["G2"]]


def test_a_train_that_is_gone_for_a_day_runs_on_others() -> None:
    once = without_train(TRAINS, "G1", MONDAY)
    assert [_runs(once, day) for day in (MONDAY, TUESDAY)] == [["G2"], ["G1", "G2"]]
    twice = without_train(once, "G1", TUESDAY)
    assert [_runs(twice, day) for day in (MONDAY, TUESDAY)] == [["G2"], ["G2"]]
    both = without_train(once, "G2", MONDAY)
    assert [_runs(both, day) for day in (MONDAY, TUESDAY)] == [[], ["G1", "G2"]]


def test_a_train_added_for_one_day_is_gone_on_it() -> None:
    extra = Service(id="EXTRA", weekdays=(False,) * 7, first=MONDAY, last=TUESDAY, added=(MONDAY,))
    table = timetable(
        ("苏州", "无锡"), train("G9", (0, 480, 480), (1, 500, 500), service="EXTRA"), services=(DAILY, extra)
    )
    assert _runs(table, MONDAY) == ["G9"]
    assert _runs(without_train(table, "G9", MONDAY), MONDAY) == []


def test_every_unknown_name_is_told_at_once() -> None:
    changes: list[Change] = [
        PersonBusy(person="zoe", busy=busy(MONDAY)),
        CompanyCancels(company="z"),
        CompanyOpens(company="b", window=window(TUESDAY)),
        TrainGone(number="G9"),
        EventMoved(event="fair", day=MONDAY),
    ]
    with pytest.raises(InvalidChange) as caught:
        amended(_season(), changes)
    assert [(fault.code, fault.place, fault.value) for fault in caught.value.faults] == [
        ("change_names_unknown_person", "changes[0].person", "zoe"),
        ("change_names_unknown_company", "changes[1].company", "z"),
        ("change_names_unknown_number", "changes[3].number", "G9"),
        ("change_names_unknown_event", "changes[4].event", "fair"),
    ]
