"""``/seasons``: what is planned at once (招商季); its people, companies and events stand on their own."""

from datetime import date

from api.accounts.role import Action
from api.errors import InvalidInput
from api.routes.filters import SeasonQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, own_id
from api.store.season_frames import SEASON, SeasonFrame
from planner.consistency import MOST_HORIZON_DAYS
from planner.errors import Fault


def _check(frame: SeasonFrame) -> None:
    own_id(frame)
    days = (frame.last - frame.first).days + 1
    if days > MOST_HORIZON_DAYS:
        words = {"first": frame.first.isoformat(), "last": frame.last.isoformat()}
        words |= {"days": str(days), "most": str(MOST_HORIZON_DAYS)}
        raise InvalidInput(Fault(code="horizon_too_long", place="last", value=words["last"], detail=words))


RESOURCE = Resource(
    kind=SEASON,
    path="/seasons",
    noun=("招商季", "season"),
    read=Action.SEASON_READ,
    write=Action.SEASON_WRITE,
    query=SeasonQuery,
    example=SeasonFrame(
        id="season-example",
        title="示例招商季",
        first=date(2026, 4, 1),
        last=date(2026, 6, 30),
        home="outpost-example",
    ),
    bound=Bound(),
    check=_check,
)
router = router_of(RESOURCE)
