"""The rules that name somebody or something: labels, stages, regions, cities, people not away together."""

import re
from typing import Any, TypeVar

from pydantic import ValidationError

from api.imports.assembly.assembly import Assembly
from api.imports.assembly.index import Index
from api.imports.assembly.rules import Settings
from api.imports.parse.choice import chosen, stage
from api.imports.parse.refusal import Refused
from api.imports.parse.text import items
from api.imports.rows import Row
from planner.company import Stage
from planner.refusal import faults_of
from planner.rules import DayHours, LodgingLimit, Rules, TravelCosts, Weights
from planner.season import AwayException, AwayLimit

V = TypeVar("V", Rules, TravelCosts, Weights)
ANYWHERE = "*"


def rules(found: Settings, hours: DayHours, regions: Index, assembly: Assembly) -> Rules:
    """The rules of the season; what the sheet does not say keeps its default."""
    costs, weights = found.of("costs"), found.of("weights")
    if lodging := _lodging(found, assembly):
        costs["lodging"] = lodging
    own = found.of("rules") | {
        "hours": hours,
        "costs": _part(TravelCosts, costs, found, assembly),
        "weights": _part(Weights, weights, found, assembly),
        "chance_permille": Rules().chance_permille | _by_stage(found, assembly),
        "kind_points": {row.get("subject"): value for value, row in found.all("kind_points")},
        "most_of_kind": {row.get("subject"): value for value, row in found.all("most_of_kind")},
        "region_budgets_cny": _by_region(found, regions, assembly),
    }
    return _part(Rules, own, found, assembly)


def _part(model: type[V], fields: dict[str, Any], found: Settings, assembly: Assembly) -> V:
    """The value, or the default one once its faults are blamed on the rules that caused them."""
    try:
        return model(**fields)
    except ValidationError as error:
        for fault in faults_of(error):
            key = re.split(r"[.\[]", fault.place)[0]
            rows = [found.rows[key]] if key in found.rows else [row for _, row in found.all(key)]
            rows = rows or [found.rows[name] for name in fields if name in found.rows]
            update = {"place": rows[0].place("value") if rows else "", "value": fault.value}
            assembly.ledger.faults.append(fault.model_copy(update=update))
        return model()


def _by_stage(found: Settings, assembly: Assembly) -> dict[Stage, int]:
    chances: dict[Stage, int] = {}
    for value, row in found.all("chance_permille"):
        try:
            chances[stage(row.get("subject"))] = value
        except Refused as refused:
            assembly.blame(refused, row, "subject")
    return chances


def _by_region(found: Settings, regions: Index, assembly: Assembly) -> dict[str, int]:
    budgets: dict[str, int] = {}
    for value, row in found.all("region_budgets_cny"):
        for region in assembly.listed(row, "subject", regions):
            assembly.origins.add(f"rules.region_budgets_cny.{region}", row, "subject")
            budgets[region] = value
    return budgets


def _lodging(found: Settings, assembly: Assembly) -> tuple[LodgingLimit, ...]:
    limits: dict[str, LodgingLimit] = {}
    for amounts, row in found.all("lodging"):
        if len(amounts) != 5:
            assembly.blame(Refused("five_amounts", count=len(amounts)), row, "value")
            continue
        for text in items(row.get("subject")):
            if (city := _lodging_city(text, row, assembly)) is None:
                continue
            if city in limits:
                assembly.blame(Refused("lodging_twice", text=text), row, "subject")
            limits[city] = LodgingLimit(city=city, limits_cny=amounts)
    if limits and ANYWHERE not in limits:
        limits[ANYWHERE] = TravelCosts().lodging[0]
    return tuple(limits.values())


def _lodging_city(text: str, row: Row, assembly: Assembly) -> str | None:
    try:
        if chosen("everything", text) == "other":
            return ANYWHERE
    except Refused:
        pass
    try:
        return assembly.cities.one(text).adcode
    except Refused as refused:
        assembly.blame(refused, row, "subject")
        return None


def away_limits(found: Settings, people: Index, assembly: Assembly) -> list[AwayLimit]:
    """Who may not be away together, with the recorded exceptions."""
    limits: list[AwayLimit] = []
    exceptions: dict[int, list[AwayException]] = {}
    rows = [(value, row, assembly.listed(row, "subject", people)) for value, row in found.all("away_limit")]
    for number, (most, row, who) in enumerate(rows, start=1):
        fields = {"id": f"away-{number}", "people": who} | ({} if most is None else {"most_away": most})
        assembly.keep(limits, "away_limits", assembly.built(AwayLimit, row, fields), row)
    for spans, row in found.all("away_exception"):
        together = set(assembly.listed(row, "subject", people))
        meant = [k for k, limit in enumerate(limits) if set(limit.people) == together]
        if row.sound and not meant:
            assembly.blame(Refused("exception_without_limit"), row, "subject")
        if "note" not in row.values:
            assembly.blame(Refused("exception_unreasoned"), row, "note")
        if "approved_by" not in row.values:
            assembly.blame(Refused("exception_unapproved"), row, "approved_by")
        if not row.sound:
            continue
        exceptions.setdefault(meant[0], []).extend(
            AwayException(first=first, last=last, reason=row.get("note"), approved_by=row.get("approved_by"))
            for first, last in spans
        )
    return [
        limit.model_copy(update={"exceptions": tuple(exceptions.get(k, ()))})
        for k, limit in enumerate(limits)
    ]
