"""``/cities``: what the gazetteer lacks, or the district describes otherwise."""

from api.accounts.role import Action
from api.routes.filters import CityQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource
from api.store.district import CITY
from planner.place import City

RESOURCE = Resource(
    kind=CITY,
    path="/cities",
    noun=("城市", "city"),
    read=Action.DISTRICT_READ,
    write=Action.DISTRICT_WRITE,
    query=CityQuery,
    example=City(adcode="999901", name="示例新区", province="示例省", lat=29.3, lon=106.3),
    bound=Bound(),
)
router = router_of(RESOURCE)
