"""Every kind of record, by name."""

from typing import Any

from api.store.companies import COMPANY
from api.store.district import CHAIN, CITY, OUTPOST, REGION
from api.store.facts import FACT
from api.store.kind import Kind
from api.store.meeting_series import MEETING_SERIES
from api.store.milestones import MILESTONE
from api.store.nominations import NOMINATION
from api.store.people import BUSY_TIME, PERSON, UNIT
from api.store.problems import PROBLEM
from api.store.season_frames import EVENT, SEASON
from api.store.targets import YEAR_TARGETS

_DISTRICT = (UNIT, PERSON, BUSY_TIME, CHAIN, REGION, OUTPOST, CITY, COMPANY, SEASON, EVENT)
_AFTERWARDS = (FACT, PROBLEM, MILESTONE, NOMINATION, YEAR_TARGETS, MEETING_SERIES)
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (*_DISTRICT, *_AFTERWARDS)}
