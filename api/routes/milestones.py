"""``/milestones``: when the works of a signed project must start, and the leader who watches over it."""

from datetime import date

from api.accounts.role import Action
from api.routes.fact_filters import MilestoneQuery
from api.routes.records import router_of
from api.routes.resource import Bound, Resource, refuse_unfit_id
from api.store.milestones import MILESTONE
from events.milestones import Milestone

RESOURCE = Resource(
    kind=MILESTONE,
    path="/milestones",
    noun=("开工节点", "milestone"),
    read=Action.EVENT_READ,
    write=Action.EVENT_WRITE,
    query=MilestoneQuery,
    example=Milestone(
        project="project-example",
        signed_on=date(2026, 3, 30),
        due=date(2026, 6, 30),
        reminder=date(2026, 5, 29),
        leader="person-example",
    ),
    bound=Bound(),
    check=lambda item: refuse_unfit_id(item.project, "project"),
)
router = router_of(RESOURCE)
