from typing import Any

import pytest

from planner.company import FirstContact, Needs
from planner.errors import InvalidSeason
from planner.event import Event, EventKind
from planner.person import Chain, Rank, Unit, UnitRoster
from planner.place import Region, Site
from planner.rules import Rules
from planner.season import AwayLimit, Pins, VisitPin
from tests.builders import MONDAY, company, person, season

EVENT = Event(id="e", kind=EventKind.OTHER, title="e", candidate_days=(MONDAY,))
NOWHERE = Site(city="999999", lat=30, lon=120)


def _unit(**roster: Any) -> tuple[Unit, ...]:
    return (Unit(id="bureau", name="招商投资局", roster=UnitRoster(**roster)),)


CASES = {
    "home.site.city": {"home": season().home.model_copy(update={"site": NOWHERE})},
    "home.regions[0]": {"home": season().home.model_copy(update={"regions": ("x",)})},
    "outposts[0].regions[1]": {
        "outposts": (season().home.model_copy(update={"id": "o", "regions": ("csj", "x")}),)
    },
    "regions[0].cities[1]": {"regions": (Region(id="csj", name="r", cities=("320500", "999999")),)},
    "units[0].roster.head": {"units": _unit(head="x")},
    "units[0].roster.deputy": {"units": _unit(deputy="x")},
    "units[0].roster.liaison": {"units": _unit(liaison="x")},
    "units[0].roster.staff[1]": {"units": _unit(staff=("ann", "x"))},
    "chains[0].chief": {"chains": (Chain(id="c", name="c", chief="x"),)},
    "people[0].unit": {"people": (person("head", Rank.PRINCIPAL, unit="x"),)},
    "people[5].base": {"people": (*season().people, person("dan", base="x"))},
    "away_limits[0].people[1]": {"away_limits": (AwayLimit(id="l", people=("head", "x")),)},
    "rules.region_budgets_cny.x": {"rules": Rules(region_budgets_cny={"x": 1})},
    "companies[0].site.city": {"companies": (company("a", site=NOWHERE),)},
    "companies[0].chain": {"companies": (company("a", chain="x"),)},
    "companies[0].needs.person": {"companies": (company("a", needs=Needs(person="x")),)},
    "companies[0].first_contact.unit": {"companies": (company("a", first_contact=FirstContact(unit="x")),)},
    "companies[0].first_contact.person": {
        "companies": (company("a", first_contact=FirstContact(unit="bureau", person="x")),)
    },
    "events[0].required[0]": {"events": (EVENT.model_copy(update={"required": ("x",)}),)},
    "events[0].wished[0]": {"events": (EVENT.model_copy(update={"wished": ("x",)}),)},
    "events[0].after[0]": {"events": (EVENT.model_copy(update={"after": ("x",)}),)},
    "events[0].chain": {"events": (EVENT.model_copy(update={"chain": "x"}),)},
    "pins.visits[0].company": {"pins": Pins(visits=(VisitPin(company="x"),))},
    "pins.visits[0].leader": {
        "companies": (company("a"),),
        "pins": Pins(visits=(VisitPin(company="a", leader="x"),)),
    },
    "pins.events.x": {"pins": Pins(events={"x": MONDAY})},
}


@pytest.mark.parametrize(("place", "fields"), CASES.items(), ids=CASES)
def test_a_name_that_resolves_to_nothing_is_found_where_it_stands(place: str, fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidSeason) as refused:
        season(**fields)
    found = [
        (fault.place, fault.value) for fault in refused.value.faults if fault.code.startswith("no_such_")
    ]
    assert found == [(place, "999999" if "cit" in place else "x")]


def test_the_nearest_id_is_offered_by_id_or_by_name() -> None:
    bureau = Unit(id="unit-1", name="招商投资局")
    for wrong, nearest in (("unit-2", "unit-1"), ("招商投资局局", "unit-1"), ("zzz", "—")):
        people = (person("head", Rank.PRINCIPAL, unit=wrong),)
        with pytest.raises(InvalidSeason) as refused:
            season(units=(bureau,), people=people)
        assert [fault.detail for fault in refused.value.faults] == [{"nearest": nearest}]


def test_what_is_not_named_needs_not_resolve() -> None:
    quiet = company("a", first_contact=FirstContact(unit="bureau"))
    assert season(companies=(quiet,), chains=(Chain(id="c", name="c"),), units=_unit()).companies == (quiet,)
