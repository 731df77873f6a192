"""What may be kept as the meetings of a day, and what a change leaves for the next."""

import ast

import pytest

from api.texts.sentences import fault_codes
from events.matchmaking.arrange import finalised, written
from events.matchmaking.day_changes import Absent, Overrun, TableLost
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request
from events.matchmaking.settled import SettledMeetings, SlotTimes, check_settled, resettled
from events.matchmaking.timetable import Obstacle, Reason, Timetable
from planner.errors import InvalidMeetingDay
from planner.plan import Status
from tests.house.source import ROOT

_DAY = MeetingDay(
    participants=tuple(Participant(id=name) for name in ("h", "a", "b")),
    requests=(Request(id="ha", first="h", second="a", points=5), Request(id="hb", first="h", second="b")),
    slots=4,
    morning_slots=2,
    tables=2,
)
_SETTLED = SettledMeetings(day=_DAY, timetable=written(_DAY, {"ha": 1, "hb": 2}, {"ha": 1, "hb": 1}))


def _codes(
    meetings: SettledMeetings, before: SettledMeetings | None = None, *, reopen: bool = False
) -> list[str]:
    try:
        check_settled(meetings, before, reopen=reopen)
    except InvalidMeetingDay as refused:
        return [fault.code for fault in refused.faults]
    return []


def _with(**update: object) -> SettledMeetings:
    return _SETTLED.model_copy(update={"timetable": _SETTLED.timetable.model_copy(update=update)})


def test_what_keeps_every_rule_is_taken_and_what_breaks_one_is_not() -> None:
    assert _codes(_SETTLED) == []
    assert _codes(_with(points=7)) == ["meetings_figure"]
    nothing = Timetable(status=Status.INFEASIBLE, obstacles=(Obstacle(reason=Reason.TOO_FEW_TABLES),))
    assert _codes(_SETTLED.model_copy(update={"timetable": nothing})) == ["meetings_not_arranged"]


def test_a_final_timetable_gives_way_only_when_it_is_reopened() -> None:
    final = _SETTLED.model_copy(update={"timetable": finalised(_SETTLED.timetable)})
    assert _codes(final, _SETTLED) == []
    assert _codes(_SETTLED, final) == ["timetable_is_final"]
    assert _codes(_SETTLED, final, reopen=True) == []
    timed = final.model_copy(update={"times": SlotTimes(starts=(0, 20, 40, 60), minutes=20)})
    assert _codes(timed, final) == []


def test_slots_have_as_many_times_as_they_are_one_after_another_within_the_day() -> None:
    times = SlotTimes(starts=(0, 20, 1_420), minutes=20)
    assert _codes(_SETTLED.model_copy(update={"times": times})) == ["slot_times_do_not_fit"]
    for starts in ((-1, 20), (0, 19), (20, 0), (0, 1_421)):
        with pytest.raises(InvalidMeetingDay, match="slots_overlap"):
            SlotTimes(starts=starts, minutes=20)


def test_a_lost_table_and_an_overrun_bind_the_next_change_too() -> None:
    lost = resettled(_SETTLED, [TableLost(table=1)], now=2).meetings
    assert lost.changes == (TableLost(table=1, from_slot=2),)
    assert _codes(lost) == []
    # hb sits at table 2 now; were the loss forgotten, its own table 1 would draw it back.
    overrun = resettled(lost, [Overrun(request="hb")], now=2)
    assert overrun.meetings.changes == (*lost.changes, Overrun(request="hb"))
    assert [(item.request, item.slot, item.table) for item in overrun.meetings.timetable.meetings] == [
        ("ha", 1, 1),
        ("hb", 2, 2),
    ]
    gone = resettled(overrun.meetings, [Absent(participant="b", from_slot=2)], now=2)
    assert (gone.meetings.changes, [item.request for item in gone.moved]) == (lost.changes, ["hb"])


def test_whoever_sits_at_a_lost_table_is_found() -> None:
    here = _SETTLED.model_copy(update={"changes": (TableLost(table=1, from_slot=2),)})
    assert _codes(here) == ["meeting_at_lost_table"]
    later = _SETTLED.model_copy(update={"changes": (TableLost(table=1, from_slot=3),)})
    assert _codes(later) == []


def test_every_rule_of_the_audit_has_its_sentences() -> None:
    source = ROOT / "events" / "matchmaking" / "audit.py"
    calls = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Call)]
    rules = {
        str(ast.literal_eval(call.args[0])) for call in calls if getattr(call.func, "id", "") == "broken"
    }
    assert len(rules) == 15
    # An impossible day is refused before it is audited: meetings_not_arranged.
    assert rules - fault_codes() == {"meetings_of_impossible_day"}
