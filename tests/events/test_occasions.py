"""Forums, ceremonies and trainings: whom they ask, and on which days."""

from datetime import date

import pytest
from pydantic import ValidationError

from events.candidate_days import EventCalendar
from events.ceremony import SigningCeremony
from events.forum import Forum
from events.representation import everyone, representative
from events.training import Training
from planner.errors import InvalidSeason
from planner.event import Event, EventKind
from planner.person import Unit, UnitRoster
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))
APRIL = tuple(date(2027, 4, day) for day in (1, 2, 6, 7))


def test_a_forum_requires_the_chief_and_gives_three_weeks_notice() -> None:
    forum = Forum(id="F", title="联谊会", chain="L1", chief="P2", required=("P3", "P2"), wished=("P1", "P3"))
    event = forum.to_event(CALENDAR)
    assert (event.required, event.wished) == (("P2", "P3"), ("P1",))
    assert event.candidate_days[0] == date(2027, 3, 22)
    assert (event.chain, event.company_count, event.expert_count) == ("L1", 30, 5)


def test_a_forum_keeps_off_holidays_unless_told_otherwise() -> None:
    forum = Forum(id="F", title="联谊会", chain="L1", among=APRIL)
    assert forum.to_event(CALENDAR).candidate_days == (date(2027, 4, 1), date(2027, 4, 7))
    free = forum.model_copy(update={"next_to_holidays": True})
    assert free.to_event(CALENDAR).candidate_days == APRIL


def test_a_forum_keeps_off_the_joint_meeting() -> None:
    calendar = EventCalendar(WORKDAYS, None, frozenset({date(2027, 4, 20)}))
    forum = Forum(id="F", title="联谊会", chain="L1", among=(date(2027, 4, 20), date(2027, 4, 21)))
    assert forum.to_event(calendar).candidate_days == (date(2027, 4, 21),)


@pytest.mark.parametrize(
    "fields", [{"company_count": 0}, {"expert_count": -1}, {"notice_days": -1}, {"chain": None}]
)
def test_a_forum_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Forum.model_validate({"id": "F", "title": "联谊会", "chain": "L1"} | fields)


def test_the_principals_are_wished_for_at_a_ceremony_or_required() -> None:
    ceremony = SigningCeremony(
        id="S", title="签约", principals=("P1", "P2"), wished=("P3", "P1"), project_count=12
    )
    event = ceremony.to_event(CALENDAR)
    assert (event.kind, event.company_count) == (EventKind.SIGNING_CEREMONY, 12)
    assert (event.required, event.wished) == ((), ("P1", "P2", "P3"))
    strict = ceremony.model_copy(update={"principals_required": True}).to_event(CALENDAR)
    assert (strict.required, strict.wished) == (("P1", "P2"), ("P3",))
    # Two weeks' notice from Monday 1 March.
    assert event.candidate_days[0] == date(2027, 3, 15)


def test_a_training_requires_its_trainers_and_may_touch_a_holiday() -> None:
    training = Training(
        id="T", title="培训", trainers=("P1",), audience=("P2", "P1"), among=APRIL, after=("F",)
    )
    assert training.to_event(CALENDAR) == Event(
        id="T",
        kind=EventKind.TRAINING,
        title="培训",
        candidate_days=APRIL,
        required=("P1",),
        wished=("P2",),
        after=("F",),
    )


def test_an_event_without_a_day_is_refused_by_its_title() -> None:
    with pytest.raises(InvalidSeason) as refused:
        Training(id="T", title="培训", among=(date(2027, 4, 3),)).to_event(CALENDAR)
    assert refused.value.faults[0].value == "培训"


def test_a_unit_sends_its_deputy_or_its_head_or_its_liaison() -> None:
    rosters = [
        UnitRoster(head="H", deputy="D", staff=("S",), liaison="L"),
        UnitRoster(head="H", staff=("S",)),
        UnitRoster(liaison="L"),
        UnitRoster(),
    ]
    units = [Unit(id=str(k), name=str(k), roster=roster) for k, roster in enumerate(rosters)]
    assert [representative(unit) for unit in units] == ["D", "H", "L", None]
    assert everyone(units) == ("H", "D", "S", "L")
