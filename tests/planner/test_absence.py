"""Reports of absence, read off a plan."""

from datetime import date

from planner.absence import AbsenceReport, absence_reports
from planner.person import Rank
from planner.season import AwayException, AwayLimit
from tests.builders import MONDAY, SUZHOU, company, person, season
from tests.fake_times import FakeTimes
from tests.plans import make_plan, make_trip

TUESDAY = date(2027, 3, 2)
PEOPLE = (person("head", Rank.PRINCIPAL), person("mayor", Rank.PRINCIPAL), person("ann"), person("bob"))


def test_everybody_aboard_is_reported_with_those_left_in_charge() -> None:
    lifted = AwayException(first=TUESDAY, last=TUESDAY, reason="重要签约", approved_by="市政府")
    given = season(
        people=PEOPLE,
        companies=(company("a", MONDAY, TUESDAY), company("b", MONDAY, TUESDAY)),
        away_limits=(AwayLimit(id="heads", people=("head", "mayor"), exceptions=(lifted,)),),
    )
    days = [(MONDAY, ("a",), SUZHOU.adcode), (TUESDAY, ("b",), None)]
    trip = make_trip(given, FakeTimes(), "T01", ("head", "ann", "bob"), days)
    head, ann, bob = absence_reports(given, make_plan(given, FakeTimes(), (trip,)))
    assert head == AbsenceReport(
        person="head",
        trip="T01",
        first=MONDAY,
        last=TUESDAY,
        region="csj",
        companions=("ann", "bob"),
        in_charge=("mayor",),
        exceptions=("重要签约",),
    )
    assert (ann.companions, ann.in_charge, ann.exceptions) == (("head", "bob"), (), ())
    assert bob.person == "bob"


def test_a_peer_who_is_away_on_one_of_the_days_is_not_in_charge() -> None:
    given = season(
        people=PEOPLE,
        companies=(company("a", MONDAY), company("b", MONDAY)),
        away_limits=(AwayLimit(id="heads", people=("head", "mayor"), most_away=2),),
    )
    one = make_trip(given, FakeTimes(), "T01", ("head", "ann"), [(MONDAY, ("a",), None)])
    two = make_trip(given, FakeTimes(), "T02", ("mayor", "bob"), [(MONDAY, ("b",), None)])
    found = absence_reports(given, make_plan(given, FakeTimes(), (one, two)))
    assert [item.in_charge for item in found if item.person in {"head", "mayor"}] == [(), ()]
