"""``/busy-times``: when people cannot travel."""

from datetime import UTC, datetime

from api.accounts.role import Action
from api.routes.filters import BusyTimeQuery
from api.routes.own_unit import OwnBusyTimes
from api.routes.records import router_of
from api.routes.resource import Resource, refuse_unfit_id
from api.store.people import BUSY_TIME, BusyTime


def _check(busy: BusyTime) -> None:
    refuse_unfit_id(busy.id, "id", most=200)


RESOURCE = Resource(
    kind=BUSY_TIME,
    path="/busy-times",
    noun=("日程占用", "busy time"),
    read=Action.BUSY_READ,
    write=Action.BUSY_WRITE,
    query=BusyTimeQuery,
    example=BusyTime(
        id="busy-example",
        person="person-example",
        start=datetime(2026, 5, 11, 1, tzinfo=UTC),
        end=datetime(2026, 5, 11, 9, tzinfo=UTC),
        title="党校学习",
    ),
    bound=OwnBusyTimes(),
    check=_check,
)
router = router_of(RESOURCE)
