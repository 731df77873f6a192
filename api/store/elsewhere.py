"""Where people are for other seasons: what is published there keeps them from being planned here as well."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session, col, select

from api.store import documents
from api.store.publications import published
from api.store.season_frames import SeasonFrame, SeasonRow
from planner.clock import at
from planner.plan import Plan
from planner.schema import read_plan
from planner.season import Season
from planner.window import Busy


def busy_elsewhere(session: Session, frame: SeasonFrame | Season) -> dict[str, list[Busy]]:
    """By person (id) the days of trips and the hours of events published for other seasons, in this one.

    Of trips also those days that are near enough before or after it for the rest between two trips to count.
    Trips are marked as ``away``: the planner counts their days with its own. Takes a query and one more for
    each other season with a published plan that comes so near.
    """
    rest = timedelta(days=frame.rules.rest_days_between_trips)
    first, last = frame.first - rest, frame.last + rest
    near = select(SeasonRow.id, SeasonRow.title).where(
        SeasonRow.id != frame.id,
        SeasonRow.first <= last,
        SeasonRow.last >= first,
        col(SeasonRow.deleted_at).is_(None),
    )
    titles = dict(session.exec(near).all())
    inside = Busy(start=at(frame.first, 0), end=at(frame.last, 1_440))
    close = Busy(start=at(first, 0), end=at(last, 1_440))
    found: dict[str, list[Busy]] = defaultdict(list)
    for publication in published(session) if titles else ():
        if publication.season_id in titles:
            plan = read_plan(documents.get(session, publication.plan_document))
            for person, busy in _busy(plan, titles[publication.season_id]):
                if busy.overlaps(close if busy.away else inside):
                    found[person].append(busy)
    return found


def _busy(plan: Plan, title: str) -> Iterator[tuple[str, Busy]]:
    for trip in plan.trips:
        for day in trip.dates:
            away = Busy(start=at(day, 0), end=at(day, 1_440), title=f"{title} {trip.id}", away=True)
            yield from ((person, away) for person in trip.delegation)
    for held in plan.events:
        attended = Busy(start=held.start, end=held.end, title=f"{title} {held.title}")
        yield from ((person, attended) for person in held.attending)
