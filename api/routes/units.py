"""``/units``: departments, parks and towns, with their 1+1+2 roster."""

from api.accounts.role import Action
from api.routes.filters import UnitQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, own_id
from api.store.people import UNIT
from planner.person import Unit

RESOURCE = Resource(
    kind=UNIT,
    path="/units",
    noun=("单位", "unit"),
    read=Action.DISTRICT_READ,
    write=Action.DISTRICT_WRITE,
    query=UnitQuery,
    example=Unit(id="unit-example", name="经济信息委（示例）"),
    bound=Bound(),
    check=own_id,
)
router = router_of(RESOURCE)
