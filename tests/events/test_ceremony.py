from datetime import date

from events.candidate_days import EventCalendar
from events.ceremony import SigningCeremony
from planner.event import EventKind
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))


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
