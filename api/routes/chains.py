"""``/chains``: industrial chains (产业链) and their chiefs."""

from api.accounts.role import Action
from api.routes.filters import ChainQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, own_id
from api.store.district import CHAIN
from planner.person import Chain

RESOURCE = Resource(
    kind=CHAIN,
    path="/chains",
    noun=("产业链", "chain"),
    read=Action.DISTRICT_READ,
    write=Action.DISTRICT_WRITE,
    query=ChainQuery,
    example=Chain(id="chain-example", name="智能装备（示例）", chief="person-example"),
    bound=Bound(),
    check=own_id,
)
router = router_of(RESOURCE)
