"""What a district has set itself for a year; its id is the year."""

from sqlmodel import Field, Session

from api.errors import NotFound
from api.store import records
from api.store.kind import Kind
from api.store.record import Record
from events.targets import Targets, YearTargets, jiangjin_2022


class YearTargetsRow(Record, table=True):
    """The targets of a year."""

    __tablename__ = "year_targets"

    year: int = Field(index=True)


YEAR_TARGETS = Kind(
    name="year_targets",
    value=YearTargets,
    table=YearTargetsRow,
    columns=lambda item: {"year": item.year},
    identity=lambda item: str(item.year),
    label=lambda item: str(item.year),
    filters=frozenset({"year"}),
    sorts=frozenset({"year"}),
)


def targets_of(session: Session, year: int) -> Targets | None:
    """The year's targets as they are on record, else those that were published for it, else None."""
    try:
        return records.stored(session, YEAR_TARGETS, str(year)).value
    except NotFound:
        published = jiangjin_2022()
    return published if all(target.year == year for target in published.targets) else None
