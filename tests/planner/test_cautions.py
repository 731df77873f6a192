from datetime import date

from api.texts import say
from planner.cautions import cautions
from planner.event import Event, EventKind
from planner.person import Unit, UnitRoster
from planner.season import Season
from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, busy, company, season

WHOLE = UnitRoster(head="head", deputy="deputy", staff=("ann", "bob"))
# The make-up days of 2027 are not announced in the calendar the tests were written with; this names one.
ANNOUNCED = DayOverride(day=date(2027, 2, 27), kind=DayKind.WORKDAY)
QUIET = {"units": (Unit(id="bureau", name="招商投资局", roster=WHOLE),), "day_overrides": (ANNOUNCED,)}


def _said(planned: Season) -> list[tuple[str, dict[str, str]]]:
    found = cautions(planned)
    for caution in found:
        assert say(f"caution.{caution.code}", "zh", **caution.detail)
        assert say(f"caution.{caution.code}", "en", **caution.detail)
    return [(caution.code, caution.detail) for caution in found]


def test_a_season_in_order_has_no_cautions() -> None:
    assert _said(season(**QUIET, companies=(company("a", MONDAY),))) == []


def test_a_year_without_announced_make_up_days_is_said() -> None:
    far = season(first=date(2090, 3, 6), last=date(2090, 3, 7), units=QUIET["units"])
    assert ("unannounced_year", {"year": "2090"}) in _said(far)


def test_a_season_without_working_days_is_said() -> None:
    weekend = season(**QUIET, first=date(2027, 3, 6), last=date(2027, 3, 7))
    assert _said(weekend) == [("no_working_days", {"first": "2027-03-06", "last": "2027-03-07"})]


def test_what_a_roster_lacks_is_said() -> None:
    thin = Unit(id="bureau", name="招商局", roster=UnitRoster(head="head", staff=("ann",)))
    quiet_unit = Unit(id="school", name="学校", economic=False)
    found = _said(season(units=(thin, quiet_unit), day_overrides=(ANNOUNCED,)))
    assert found == [
        ("roster_lacks_deputy", {"unit": "招商局"}),
        ("roster_lacks_staff", {"unit": "招商局"}),
        ("roster_lacks_liaison", {"unit": "学校"}),
    ]


def test_a_company_that_can_never_be_met_is_said_with_its_reason() -> None:
    found = _said(season(**QUIET, companies=(company("a"),)))
    assert found == [("company_no_workday_window", {"company": "a", "name": "a"})]


def test_an_event_whose_people_are_never_all_free_is_said() -> None:
    event = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="联谊会",
        candidate_days=(MONDAY,),
        required=("head", "deputy"),
    )
    head, *others = season().people
    taken = head.model_copy(update={"busy": (busy(MONDAY),)})
    assert _said(season(**QUIET, events=(event,))) == []
    found = _said(season(**QUIET, events=(event,), people=(taken, *others)))
    assert found == [("event_never_possible", {"event": "forum", "title": "联谊会"})]
    sunday = event.model_copy(update={"candidate_days": (MONDAY, date(2027, 3, 7))})
    longer = season(**QUIET, last=date(2027, 3, 7), events=(sunday,), people=(taken, *others))
    assert [code for code, _ in _said(longer)] == ["event_never_possible"]
