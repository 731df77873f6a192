"""The season's dates and rules from the rows of the sheet 规则."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from api.imports import vocabulary
from api.imports.frame import Frame, boundless
from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from api.imports.rule_book import RULES
from planner.clock import days_between
from planner.refusal import faults_of
from planner.rules import DayHours
from planner.workdays import DayKind, DayOverride, Workdays

_FRAME_RULES = ("first", "last")
MOST_DAYS = 400


@dataclass
class Settings:
    """What the sheet says: value and row of each rule that stands once, the rows of those that repeat.

    ``overrides`` are the days it makes workdays or days off, filled in by :func:`frame_of`.
    """

    once: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    repeated: dict[str, list[tuple[Any, Row]]] = field(default_factory=dict)
    overrides: tuple[DayOverride, ...] = ()

    def of(self, section: str) -> dict[str, Any]:
        """Values of the rules of a section that stand once."""
        return {key: value for key, value in self.once.items() if RULES[key].section == section}

    def all(self, key: str) -> list[tuple[Any, Row]]:
        """Value and row of every row of a rule that may repeat."""
        return self.repeated.get(key, [])


def settings(rows: Iterable[Row], ledger: Ledger) -> Settings:
    """Every row's value, read in the season's own frame; blames what is unreadable or said twice."""
    found = Settings()
    kept = [row for row in rows if "key" in row.values]
    provisional = boundless()
    for row in (row for row in kept if row.get("key") in _FRAME_RULES):
        _read(row, provisional, found, ledger)
    first, last = found.once.get("first"), found.once.get("last")
    frame = provisional if first is None or last is None else Frame(first, last, last, provisional.workdays)
    names = [row for row in kept if row.get("key") == "rank_names"]
    for row in names:
        _read(row, frame, found, ledger)
    if len(found.once.get("rank_names", ())) == 5:
        frame = Frame(
            frame.first, frame.last, frame.as_of, frame.workdays, rank_names=found.once["rank_names"]
        )
    for row in kept:
        if row.get("key") not in {*_FRAME_RULES, "rank_names"}:
            _read(row, frame, found, ledger)
    return found


def _read(row: Row, frame: Frame, found: Settings, ledger: Ledger) -> None:
    key, cell = row.values["key"], row.get("value")
    rule = RULES[key]
    words = {"rule": vocabulary.rule_title(key)}
    if rule.subject and "subject" not in row.values:
        ledger.blame(Refused("rule_needs_subject", **words), row.place("subject"))
        return
    if key in found.once:
        words["first"] = found.rows[key].place("value")
        ledger.blame(Refused("rule_twice", **words), row.place("key"), row.raw["key"])
        return
    if cell is None and rule.needs_value:
        ledger.blame(Refused("rule_needs_value", **words), row.place("value"))
        return
    try:
        value = None if cell is None else rule.read(cell, frame)
    except Refused as refused:
        ledger.blame(refused, row.place("value"), row.raw.get("value", ""))
        return
    if rule.repeats:
        found.repeated.setdefault(key, []).append((value, row))
    else:
        found.once[key], found.rows[key] = value, row


def frame_of(found: Settings, ledger: Ledger, title: str) -> Frame | None:
    """The frame that the other sheets are read in; None, blamed, if the season has no days."""
    for key in _FRAME_RULES:
        if key not in found.once and not any(fault.place.startswith(title) for fault in ledger.faults):
            ledger.blame(Refused("rule_missing", rule=vocabulary.rule_title(key)), title)
    if any(key not in found.once for key in _FRAME_RULES):
        return None
    first, last = found.once["first"], found.once["last"]
    days = {"first": first.isoformat(), "last": last.isoformat()}
    place, shown = found.rows["last"].place("value"), last.isoformat()
    if last < first:
        ledger.blame(Refused("season_ends_before_it_starts", **days), place, shown)
        return None
    if (last - first).days >= MOST_DAYS:
        length = (last - first).days + 1
        ledger.blame(Refused("horizon_too_long", **days, days=length, most=MOST_DAYS), place, shown)
        return None
    found.overrides = _overrides(found, ledger)
    workdays = Workdays(first, last, found.overrides)
    if not workdays.days:
        ledger.blame(Refused("season_without_workdays", **days), place, shown)
        return None
    as_of = found.once["as_of"].date() if "as_of" in found.once else last
    fields = {"rank_names": found.once["rank_names"]} if "rank_names" in found.once else {}
    return Frame(first, last, as_of, workdays, _hours(found, ledger), **fields)


def _hours(found: Settings, ledger: Ledger) -> DayHours:
    try:
        return DayHours(**found.of("hours"))
    except ValidationError as error:
        for fault in faults_of(error):
            row = found.rows.get(fault.place) or next(found.rows[key] for key in found.of("hours"))
            ledger.faults.append(fault.model_copy(update={"place": row.place("value")}))
        return DayHours()


def _overrides(found: Settings, ledger: Ledger) -> tuple[DayOverride, ...]:
    """Make-up workdays and days off, in order; blames a day that is said to be both."""
    days: dict[date, tuple[DayKind, str]] = {}
    for key, kind in (("workday", DayKind.WORKDAY), ("rest_day", DayKind.REST_DAY)):
        for spans, row in found.all(key):
            for day in (day for first, last in spans for day in days_between(first, last)):
                if days.get(day, (kind, ""))[0] is not kind:
                    ledger.blame(
                        Refused("day_both", day=day.isoformat()), row.place("value"), day.isoformat()
                    )
                days[day] = (kind, row.get("note", ""))
    return tuple(DayOverride(day=day, kind=kind, note=note) for day, (kind, note) in sorted(days.items()))
