"""Calendars as files: names that every file system takes, and all calendars of a plan at once."""

import hashlib
import re
import unicodedata
from collections import Counter

from api.calendars.scopes import person_calendar, trip_calendar
from api.texts import Language
from planner.plan import Plan
from planner.season import Season

_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # device names of Windows
_MOST_OCTETS = 120


def calendar_file_name(identity: str, *, marked: bool = False) -> str:
    """A file name for the calendar of ``identity`` (an id), safe on Linux, macOS and Windows.

    Letters of every script, digits, ``_``, ``-`` and ``.`` stay; anything else becomes ``-``. A name that
    had to be changed, or is ``marked``, carries eight hexadecimal digits of the id's SHA-256, so that no two
    ids share it.
    """
    plain = unicodedata.normalize("NFC", identity)
    safe = _UNSAFE.sub("-", plain).strip(".-")
    safe = safe.encode()[:_MOST_OCTETS].decode(errors="ignore")
    if safe == identity != "" and not _RESERVED.fullmatch(safe) and not marked:
        return f"{safe}.ics"
    mark = hashlib.sha256(identity.encode()).hexdigest()[:8]
    return f"{safe}-{mark}.ics" if safe else f"{mark}.ics"


def calendar_files(
    season: Season, plan: Plan, *, alarms: bool = False, language: Language = "zh"
) -> dict[str, bytes]:
    """The calendars of every person and every trip, cancelled trips included, by file name.

    Ids that differ only in case, or that a person shares with a trip, have their names marked. Raises
    :class:`planner.errors.InvalidPlan` if the plan does not fit the season.
    """
    people = sorted(person.id for person in season.people)
    trips = sorted({trip.id for trip in plan.trips} | {entry.trip for entry in plan.cancelled if entry.trip})
    uses = Counter(calendar_file_name(identity).casefold() for identity in [*people, *trips])

    def name(kind: str, identity: str) -> str:
        plain = calendar_file_name(identity)
        if uses[plain.casefold()] == 1:
            return plain
        return f"{kind}-{calendar_file_name(identity, marked=True)}"

    return {
        name("person", person): person_calendar(season, plan, person, alarms=alarms, language=language)
        for person in people
    } | {
        name("trip", trip): trip_calendar(season, plan, trip, alarms=alarms, language=language)
        for trip in trips
    }
