"""``/outposts``: the district's own base ``home``, and the outposts (驻外招商组)."""

from api.accounts.role import Action
from api.routes.filters import OutpostQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, own_id
from api.store.district import OUTPOST
from planner.place import Site
from planner.season import Base

RESOURCE = Resource(
    kind=OUTPOST,
    path="/outposts",
    noun=("驻点", "base"),
    read=Action.DISTRICT_READ,
    write=Action.DISTRICT_WRITE,
    query=OutpostQuery,
    example=Base(
        id="outpost-example",
        name="苏州招商组（示例）",
        site=Site(city="320500", lat=31.3, lon=120.6),
        regions=("region-example",),
    ),
    bound=Bound(),
    check=own_id,
)
router = router_of(RESOURCE)
