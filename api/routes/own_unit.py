"""What an account of role ``unit`` sees and writes: its own unit's companies, people and busy times."""

from collections.abc import Sequence

from api.accounts.principal import Principal
from api.errors import InvalidInput
from api.routes.resource import Bound
from api.store import ownership, people
from api.store.database import Session
from api.store.listing import Filter, Test
from api.store.people import BusyTime
from api.store.work import Work
from planner.company import Company
from planner.errors import Fault
from planner.person import Person


class OwnCompanies(Bound[Company]):
    """Companies that the account's unit has by first contact; nobody else's is taken by writing it."""

    def filters(self, _session: Session, who: Principal, /) -> Sequence[Filter]:
        """Only the unit's."""
        return () if who.own_unit is None else (Filter("unit", Test.IS, who.own_unit),)

    def sees(self, _session: Session, who: Principal, value: Company, /) -> bool:
        """Only the unit's."""
        return who.own_unit is None or _unit_of(value) == who.own_unit

    def refuse(self, work: Work, who: Principal, before: Company | None, after: Company | None, /) -> None:
        """Raises OwnedByAnother (another unit has it), InvalidInput (not for one's own unit)."""
        if after is None:
            return
        own = who.own_unit
        if own is not None:
            ownership.refuse_owned_by_another(work.session, after, own)
        if before is not None:
            ownership.refuse_change_of_owner(work.session, before, after)
        if own is not None and _unit_of(after) != own:
            raise InvalidInput(
                Fault(code="not_own_unit", place="first_contact.unit", value=_unit_of(after) or "")
            )


class OwnPeople(Bound[Person]):
    """People of the account's unit; their busy times stand in a table of their own."""

    def filters(self, _session: Session, who: Principal, /) -> Sequence[Filter]:
        """Only the unit's."""
        return () if who.own_unit is None else (Filter("unit", Test.IS, who.own_unit),)

    def sees(self, _session: Session, who: Principal, value: Person, /) -> bool:
        """Only the unit's."""
        return who.own_unit is None or value.unit == who.own_unit

    def refuse(self, _work: Work, who: Principal, _before: Person | None, after: Person | None, /) -> None:
        """Raises InvalidInput for another unit's person."""
        if after is not None and who.own_unit is not None and after.unit != who.own_unit:
            raise InvalidInput(Fault(code="not_own_unit", place="unit", value=after.unit))


class OwnBusyTimes(Bound[BusyTime]):
    """Busy times of the people of the account's unit."""

    def filters(self, session: Session, who: Principal, /) -> Sequence[Filter]:
        """Only those of the unit's people."""
        if who.own_unit is None:
            return ()
        return (Filter("person", Test.IN, people.ids_of_unit(session, who.own_unit)),)

    def sees(self, session: Session, who: Principal, value: BusyTime, /) -> bool:
        """Only those of the unit's people."""
        return who.own_unit is None or value.person in people.ids_of_unit(session, who.own_unit)

    def refuse(self, work: Work, who: Principal, _before: BusyTime | None, after: BusyTime | None, /) -> None:
        """Raises InvalidInput for another unit's person."""
        if after is not None and not self.sees(work.session, who, after):
            raise InvalidInput(Fault(code="not_own_person", place="person", value=after.person))


def _unit_of(company: Company) -> str | None:
    return company.first_contact.unit if company.first_contact else None
