"""Companies and the visits already agreed, from their rows."""

from collections.abc import Iterable
from typing import Any

from api.imports.assembly.assembly import Assembly
from api.imports.assembly.sites import site_of
from api.imports.parse.refusal import Refused
from api.imports.parse.window import windows
from api.imports.rows import Row
from planner.company import Channel, Company, Contact, FirstContact, Needs
from planner.place import City
from planner.season import VisitPin
from planner.travel.gazetteer import city_at

SMALL_CNY = 10_000


def companies(
    rows: Iterable[tuple[str, Row]], listed: set[str], assembly: Assembly
) -> tuple[list[Company], list[VisitPin]]:
    """The companies in order, and those visits that have a day or a leader already.

    ``listed`` are the adcodes that regions name: a company in a district of such a city belongs to the city.
    """
    found: list[Company] = []
    pins: list[VisitPin] = []
    for id_, row in rows:
        value = assembly.built(Company, row, _fields(id_, row, listed, assembly))
        pin = _pin(id_, row, assembly)
        assembly.keep(found, "companies", value, row)
        if value is not None and pin is not None:
            assembly.origins.add(f"pins.visits[{len(pins)}].leader", row, "pinned_leader")
            assembly.origins.add(f"pins.visits[{len(pins)}]", row, "pinned_day")
            pins.append(pin)
        if "expected_investment_cny" in row.values and 0 < row.values["expected_investment_cny"] < SMALL_CNY:
            assembly.remark(Refused("small_amount"), row, "expected_investment_cny")
    _note_defaults([row for _, row in rows], assembly)
    return found, pins


def _fields(id_: str, row: Row, listed: set[str], assembly: Assembly) -> dict[str, Any]:
    same = ("name", "expected_investment_cny", "stage", "kinds", "visit_minutes", "last_met_on", "brief")
    opening = row.get("windows")
    return row.given(**{name: name for name in same}) | {
        "id": id_,
        "site": _site(row, listed, assembly),
        "chain": assembly.one(row, "chain"),
        "windows": windows("全天", assembly.frame) if opening is None else opening,
        "needs": Needs(
            **row.given(least_rank="least_rank", chief="needs_chief", skills="skills"),
            person=assembly.one(row, "needs_person"),
        ),
        "first_contact": _first_contact(row, assembly),
        "channel": _channel(row),
        "contact": Contact(**row.given(name="contact_name", title="contact_title", phone="contact_phone")),
    }


def _site(row: Row, listed: set[str], assembly: Assembly) -> Any:
    if "city" not in row.values:
        return None
    try:
        city = assembly.cities.one(row.values["city"])
    except Refused as refused:
        assembly.blame(refused, row, "city")
        return None
    owner = _listed(city, listed)
    return site_of(row, city, owner or city, assembly)


def _listed(city: City, listed: set[str]) -> City | None:
    """The city, or the one it is a district of, whichever a region names; None if none does."""
    if city.adcode in listed:
        return city
    return city_at(city.parent) if city.parent in listed else None


def _first_contact(row: Row, assembly: Assembly) -> FirstContact | None:
    unit, person = assembly.one(row, "first_contact_unit"), assembly.one(row, "first_contact_person")
    aboard = row.get("first_contact_aboard", False)
    if unit is not None:
        return FirstContact(unit=unit, person=person, aboard=aboard)
    if row.sound and (person is not None or aboard):
        name = "first_contact_person" if person is not None else "first_contact_aboard"
        assembly.blame(Refused("first_contact_without_unit"), row, name)
    return None


def _channel(row: Row) -> Channel | None:
    kind, companion = row.get("channel"), row.get("companion", "")
    if kind is None and not companion:
        return None
    return Channel(kind=kind or "以商引商", companion=companion)


def _pin(id_: str, row: Row, assembly: Assembly) -> VisitPin | None:
    day, leader = row.get("pinned_day"), assembly.one(row, "pinned_leader")
    if day is None and leader is None:
        return None
    frame = assembly.frame
    if day is not None and not frame.holds(day):
        detail = {"day": day.isoformat(), "first": frame.first.isoformat(), "last": frame.last.isoformat()}
        assembly.blame(Refused("day_outside_season", **detail), row, "pinned_day")
    return VisitPin(company=id_, day=day, leader=leader)


def _note_defaults(rows: list[Row], assembly: Assembly) -> None:
    """Say once, with how many, what was taken for granted."""
    if without := [row for row in rows if "lat" not in row.values]:
        assembly.remark(Refused("sites_at_city_level", count=len(without)), without[0], "lat")
    if without := [row for row in rows if "windows" not in row.raw]:
        assembly.remark(Refused("windows_taken_as_all", count=len(without)), without[0], "windows")
