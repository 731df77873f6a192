"""``/regions``: key regions (重点地区)."""

from api.accounts.role import Action
from api.routes.filters import NameQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, own_id
from api.store.district import REGION
from planner.place import Region

RESOURCE = Resource(
    kind=REGION,
    path="/regions",
    noun=("重点地区", "region"),
    read=Action.DISTRICT_READ,
    write=Action.DISTRICT_WRITE,
    query=NameQuery,
    example=Region(id="region-example", name="长三角（示例）", cities=("320500", "310000")),
    bound=Bound(),
    check=own_id,
)
router = router_of(RESOURCE)
