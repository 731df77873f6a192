"""``/people``: who may travel or must attend."""

from api.accounts.role import Action
from api.errors import InvalidInput
from api.routes.filters import PersonQuery
from api.routes.own_unit import OwnPeople
from api.routes.records import router_of
from api.routes.resource import Resource, own_id
from api.store.people import PERSON
from planner.errors import Fault
from planner.person import Person, Rank


def _check(person: Person) -> None:
    own_id(person)
    if person.busy:
        raise InvalidInput(Fault(code="busy_in_person", place="busy", value=str(len(person.busy))))


RESOURCE = Resource(
    kind=PERSON,
    path="/people",
    noun=("人员", "person"),
    read=Action.PERSON_READ,
    write=Action.PERSON_WRITE,
    query=PersonQuery,
    example=Person(
        id="person-example", name="示例人员", title="副主任", unit="unit-example", rank=Rank.DEPARTMENT_DEPUTY
    ),
    bound=OwnPeople(),
    check=_check,
)
router = router_of(RESOURCE)
