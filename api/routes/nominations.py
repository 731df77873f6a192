"""``/nominations``: the way of people into the talent pool (100+N 人才储备库), step by step."""

from datetime import date

from api.accounts.role import Action
from api.routes.fact_filters import NominationQuery
from api.routes.own_facts import OwnNominations
from api.routes.records import router_of
from api.routes.resource import Resource
from api.store.nominations import NOMINATION
from planner.talent_pool import Membership, Step

RESOURCE = Resource(
    kind=NOMINATION,
    path="/nominations",
    noun=("入库推选", "nomination"),
    read=Action.PERSON_READ,
    write=Action.PERSON_WRITE,
    query=NominationQuery,
    example=Membership(
        person="person-example",
        steps={Step.VOLUNTEERED: date(2026, 1, 5), Step.PUT_FORWARD: date(2026, 1, 12)},
        trainings=("招商礼仪",),
    ),
    bound=OwnNominations(),
)
router = router_of(RESOURCE)
