"""Whom a unit sends: its deputy in charge, or its head, or its liaison (1+1+2)."""

from collections.abc import Iterable

from planner.person import Unit


def representative(unit: Unit) -> str | None:
    """The person id of who sits in a meeting for ``unit``; None for a unit without a roster."""
    return unit.roster.deputy or unit.roster.head or unit.roster.liaison


def everyone(units: Iterable[Unit]) -> tuple[str, ...]:
    """Everybody on the rosters of ``units``, each once."""
    people = (
        person
        for unit in units
        for person in (unit.roster.head, unit.roster.deputy, *unit.roster.staff, unit.roster.liaison)
    )
    return tuple(dict.fromkeys(person for person in people if person is not None))
