"""Every kind of record, by name."""

from typing import Any

from api.store.companies import COMPANY
from api.store.district import CHAIN, CITY, OUTPOST, REGION
from api.store.kind import Kind
from api.store.people import BUSY_TIME, PERSON, UNIT
from api.store.season_frames import EVENT, SEASON

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (UNIT, PERSON, BUSY_TIME, CHAIN, REGION, OUTPOST, CITY, COMPANY, SEASON, EVENT)
}
