"""``/companies``: the companies to be met, each kept by the unit of its first contact (首接)."""

from typing import Annotated

from fastapi import Body, Depends, Response

from api.accounts.role import Action
from api.routes.context import Allowed, PrincipalDep, VersionDep, WorkDep
from api.routes.documentation import versioned
from api.routes.filters import CompanyQuery
from api.routes.own_unit import OwnCompanies
from api.routes.records import Identity, router_of, seen, tagged
from api.routes.resource import Resource, own_id
from api.store import ownership
from api.store.companies import COMPANY
from api.store.record import Stored
from planner.company import Company, FirstContact, Stage
from planner.place import Site
from planner.value import Value

RESOURCE = Resource(
    kind=COMPANY,
    path="/companies",
    noun=("企业", "company"),
    read=Action.COMPANY_READ,
    write=Action.COMPANY_WRITE,
    query=CompanyQuery,
    example=Company(
        id="company-example",
        name="示例智能装备有限公司",
        site=Site(city="320500", address="工业园区示例路 1 号", lat=31.3, lon=120.6),
        chain="chain-example",
        expected_investment_cny=200_000_000,
        stage=Stage.CONTACTED,
        kinds=("500强",),
        first_contact=FirstContact(unit="unit-example", person="person-example"),
    ),
    bound=OwnCompanies(),
    check=own_id,
)
router = router_of(RESOURCE)


class HandOver(Value):
    """To whom a company is given: a unit, and if known the person of it."""

    unit: str
    person: str | None = None


@router.post(
    "/{identity}/hand-over",
    response_model=Stored[Company],
    responses=versioned(404, 409, 422, 428),
    dependencies=[Depends(Allowed(Action.COMPANY_HAND_OVER))],
    summary="移交企业 · Hand a company over",
    operation_id="hand_over_company",
)
def hand_over_company(
    identity: Identity,
    to: Annotated[HandOver, Body(examples=[{"unit": "unit-example", "person": "person-example"}])],
    version: VersionDep,
    work: WorkDep,
    who: PrincipalDep,
    response: Response,
) -> Stored[Company]:
    """由首接单位或招商局办理，并记入日志。 By the unit that has it, or the bureau; it is logged."""
    seen(work.session, RESOURCE, who, identity)
    given = ownership.hand_over(work, identity, to.unit, to.person, version)
    return tagged(response, given)
