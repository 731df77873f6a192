"""``/problems``: what companies need solved (店小二): whose it is, by when, and how it was solved."""

from datetime import date

from api.accounts.role import Action
from api.routes.fact_filters import ProblemQuery
from api.routes.own_facts import OwnProblems
from api.routes.records import router_of
from api.routes.resource import Resource, own_id
from api.store.problems import PROBLEM, Problem

RESOURCE = Resource(
    kind=PROBLEM,
    path="/problems",
    noun=("问题", "problem"),
    read=Action.FACT_READ,
    write=Action.FACT_WRITE,
    query=ProblemQuery,
    example=Problem(
        id="problem-example",
        text="高管子女需在江津入学",
        company="company-example",
        unit="unit-example",
        due=date(2026, 8, 31),
        raised_on=date(2026, 4, 8),
    ),
    bound=OwnProblems(),
    check=own_id,
)
router = router_of(RESOURCE)
