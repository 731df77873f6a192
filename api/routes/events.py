"""``/events``: forums, ceremonies, joint meetings, trainings of a season; ids read ``season:event``."""

from datetime import date

from api.accounts.role import Action
from api.routes.filters import EventQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, refuse_unfit_id
from api.store.season_frames import EVENT, SeasonEvent
from planner.event import EventKind


def _check(event: SeasonEvent) -> None:
    refuse_unfit_id(event.id, "id")


RESOURCE = Resource(
    kind=EVENT,
    path="/events",
    noun=("活动", "event"),
    read=Action.EVENT_READ,
    write=Action.EVENT_WRITE,
    query=EventQuery,
    example=SeasonEvent(
        id="event-example",
        season="season-example",
        kind=EventKind.FORUM,
        title="智能装备企业家联谊会（示例）",
        candidate_days=(date(2026, 5, 18), date(2026, 5, 19)),
        wished=("person-example",),
        chain="chain-example",
    ),
    bound=Bound(),
    check=_check,
)
router = router_of(RESOURCE)
