"""A series laid into a season: what nobody touched follows it, what was changed by hand or is over stays."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from events.joint_meeting import JointMeeting
from events.meeting_series import Known, Laying, MeetingSeries, Outcome, layings
from planner.event import Event
from planner.person import Unit, UnitRoster
from planner.workdays import Workdays

SPRING = Workdays(date(2027, 3, 1), date(2027, 5, 31))
MARCH, APRIL, MAY = "J-2027-03", "J-2027-04", "J-2027-05"
BEFORE = date(2027, 2, 1)
SERIES = JointMeeting(id="J", title="联席会议", required=("head",), venue="三楼")


def outcomes(found: tuple[Laying, ...]) -> dict[str, str]:
    return {item.id: item.outcome.value for item in found}


def applied(known: dict[str, Known], found: tuple[Laying, ...]) -> dict[str, Known]:
    """What there is once ``found`` is carried out."""
    after = dict(known)
    for item in found:
        if item.event is not None:
            before = known.get(item.id)
            after[item.id] = Known(item.event, item.laid, before.day if before else None)
    return after


LAID = applied({}, layings(SERIES, SPRING, {}, BEFORE))


def changed(known: dict[str, Known], name: str, **fields: object) -> dict[str, Known]:
    there = known[name]
    assert there.event is not None
    return known | {name: replace(there, event=there.event.model_copy(update=fields))}


def test_every_month_has_its_meeting_on_a_working_day_and_says_why_it_moved() -> None:
    found = layings(SERIES, SPRING, {}, BEFORE)
    assert outcomes(found) == {MARCH: "created", APRIL: "created", MAY: "created"}
    days = [(item.held.usual, item.held.day, item.held.rest) for item in found if item.held]
    # 20 March 2027 is a Saturday.
    assert days == [
        (date(2027, 3, 20), date(2027, 3, 19), ""),
        (date(2027, 4, 20), date(2027, 4, 20), None),
        (date(2027, 5, 20), date(2027, 5, 20), None),
    ]
    assert [item.event for item in found] == list(SERIES.to_events(SPRING))


def test_a_holiday_is_named_and_a_month_keeps_its_meeting_though_it_lies_in_the_one_before() -> None:
    first = SERIES.model_copy(update={"day_of_month": 1})
    found = layings(first, Workdays(date(2027, 4, 1), date(2027, 5, 31)), {}, BEFORE)
    may = next(item for item in found if item.id == MAY)
    assert may.held is not None
    assert (may.held.usual, may.held.day, may.held.rest) == (date(2027, 5, 1), date(2027, 4, 30), "劳动节")
    assert outcomes(found) == {APRIL: "created", MAY: "created"}


def test_laid_once_more_nothing_changes() -> None:
    again = layings(SERIES, SPRING, LAID, BEFORE)
    assert outcomes(again) == {MARCH: "unchanged", APRIL: "unchanged", MAY: "unchanged"}
    assert applied(LAID, again) == LAID


def test_what_nobody_touched_follows_the_series() -> None:
    other = SERIES.model_copy(update={"venue": "新馆", "day_of_month": 10, "start_minute": 870})
    found = layings(other, SPRING, LAID, BEFORE)
    april = next(item for item in found if item.id == APRIL)
    assert (april.outcome, april.changed) == (Outcome.CHANGED, ("candidate_days", "start_minute", "venue"))
    assert april.event == next(event for event in other.to_events(SPRING) if event.id == APRIL)
    assert outcomes(layings(other, SPRING, applied(LAID, found), BEFORE))[APRIL] == "unchanged"


def test_a_meeting_moved_by_hand_stays_moved_while_its_other_fields_follow() -> None:
    moved = changed(LAID, APRIL, candidate_days=(date(2027, 4, 22),))
    same = layings(SERIES, SPRING, moved, BEFORE)
    april = next(item for item in same if item.id == APRIL)
    assert (april.outcome, april.by_hand, april.day) == (
        Outcome.UNCHANGED,
        ("candidate_days",),
        date(2027, 4, 22),
    )
    other = SERIES.model_copy(update={"day_of_month": 10, "venue": "新馆"})
    found = layings(other, SPRING, moved, BEFORE)
    april = next(item for item in found if item.id == APRIL)
    assert april.event is not None
    assert (april.event.candidate_days, april.event.venue) == ((date(2027, 4, 22),), "新馆")
    assert (april.changed, april.by_hand) == (("venue",), ("candidate_days",))
    # It is still known to be moved by hand after that.
    back = layings(SERIES, SPRING, applied(moved, found), BEFORE)
    assert next(item for item in back if item.id == APRIL).by_hand == ("candidate_days",)


def test_what_is_over_stays_as_it_was_by_its_own_day() -> None:
    other = SERIES.model_copy(update={"venue": "新馆"})
    found = layings(other, SPRING, LAID, date(2027, 4, 20))
    assert outcomes(found) == {MARCH: "held", APRIL: "held", MAY: "changed"}
    # A plan has it later: then it is not over.
    later = LAID | {APRIL: replace(LAID[APRIL], day=date(2027, 4, 26))}
    assert outcomes(layings(other, SPRING, later, date(2027, 4, 20)))[APRIL] == "changed"


def test_no_meeting_is_made_in_the_past_nor_where_one_was_deleted_nor_over_one_that_came_otherwise() -> None:
    assert outcomes(layings(SERIES, SPRING, {}, date(2027, 4, 20))) == {
        MARCH: "past",
        APRIL: "created",
        MAY: "created",
    }
    deleted = LAID | {APRIL: Known(None, LAID[APRIL].laid)}
    assert outcomes(layings(SERIES, SPRING, deleted, BEFORE))[APRIL] == "deleted"
    foreign = {APRIL: Known(LAID[APRIL].event, None)}
    other = SERIES.model_copy(update={"venue": "新馆"})
    april = next(item for item in layings(other, SPRING, foreign, BEFORE) if item.id == APRIL)
    assert (april.outcome, april.event, april.laid) == (Outcome.NOT_OF_SERIES, LAID[APRIL].event, None)


def test_a_meeting_the_series_has_no_more_is_left_and_said() -> None:
    short = Workdays(date(2027, 3, 1), date(2027, 5, 19))
    found = layings(SERIES, short, LAID, BEFORE)
    assert outcomes(found) == {MARCH: "unchanged", APRIL: "unchanged", MAY: "no_longer"}
    # The season ends on Friday the 19th and the meeting of Saturday moves behind it.
    ends = Workdays(date(2027, 3, 1), date(2027, 3, 20))
    later = SERIES.model_copy(update={"moves_earlier": False})
    assert outcomes(layings(later, ends, {}, BEFORE)) == {MARCH: "outside"}
    assert outcomes(layings(later, ends, {MARCH: LAID[MARCH]}, BEFORE)) == {MARCH: "no_longer"}


UNITS = (
    Unit(id="bureau", name="招商投资局", roster=UnitRoster(head="head", deputy="deputy")),
    Unit(id="park", name="德望工业园", roster=UnitRoster(liaison="bob")),
    Unit(id="town", name="白沙镇"),
)


def test_units_send_their_people_behind_the_leaders_and_those_without_are_named() -> None:
    series = MeetingSeries(
        id="J", title="联席会议", units=("bureau", "town", "park"), leaders=("bob", "mayor")
    )
    assert series.joint_meeting(UNITS).required == ("bob", "mayor", "deputy")
    assert series.unrepresented(UNITS) == ("town",)
    assert series.unrepresented(()) == ("bureau", "town", "park")


_FIELDS = st.fixed_dictionaries(
    {
        "day_of_month": st.integers(1, 28),
        "moves_earlier": st.booleans(),
        "venue": st.sampled_from(["", "三楼", "新馆"]),
        "start_minute": st.sampled_from([540, 870]),
    }
)
_BY_HAND = st.dictionaries(
    st.sampled_from([MARCH, APRIL, MAY]),
    st.fixed_dictionaries(
        {"venue": st.sampled_from(["三楼", "临时"]), "title": st.sampled_from(["联席会议", "扩大会"])}
    ),
)  # fmt: skip


@given(first=_FIELDS, second=_FIELDS, by_hand=_BY_HAND, today=st.dates(BEFORE, date(2027, 6, 30)))
def test_whatever_was_done_laying_twice_is_laying_once_and_no_hand_is_undone(
    first: dict[str, object], second: dict[str, object], by_hand: dict[str, dict[str, object]], today: date
) -> None:
    known = applied({}, layings(SERIES.model_copy(update=first), SPRING, {}, BEFORE))
    for name, fields in by_hand.items():
        if name in known:
            known = changed(known, name, **fields)
    series = SERIES.model_copy(update=second)
    once = applied(known, layings(series, SPRING, known, today))
    twice = layings(series, SPRING, once, today)
    assert applied(once, twice) == once
    assert {"created", "changed"}.isdisjoint(outcomes(twice).values())
    for name, fields in by_hand.items():
        was: Event | None = LAID[name].event if name in known else None
        if was is not None and fields["title"] != SERIES.title:
            event = once[name].event
            assert event is not None
            assert event.title == fields["title"]
