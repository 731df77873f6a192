"""What an account of role ``unit`` sees and writes of facts and problems: what concerns its own companies."""

from collections.abc import Sequence
from typing import Any

from api.accounts.principal import Principal
from api.errors import InvalidInput
from api.routes.resource import Bound
from api.store.facts import Fact, companies_of_unit
from api.store.listing import Filter, Test
from api.store.people import ids_of_unit
from api.store.problems import Problem
from api.store.work import Work
from planner.errors import Fault
from planner.talent_pool import Membership


class OwnFacts(Bound[Fact]):
    """Facts about companies whose unit of first contact is the account's."""

    def filters(self, session: Any, who: Principal) -> Sequence[Filter]:
        """Only the unit's."""
        if who.own_unit is None:
            return ()
        return (Filter("company", Test.IN, companies_of_unit(session, who.own_unit)),)

    def sees(self, session: Any, who: Principal, value: Fact) -> bool:
        """Only the unit's."""
        return who.own_unit is None or value.company in companies_of_unit(session, who.own_unit)


class OwnProblems(Bound[Problem]):
    """Problems that the account's unit solves or brought in."""

    def filters(self, session: Any, who: Principal) -> Sequence[Filter]:  # noqa: ARG002
        """Only the unit's."""
        return () if who.own_unit is None else (Filter("units", Test.CONTAINS, f"|{who.own_unit}|"),)

    def sees(self, session: Any, who: Principal, value: Problem) -> bool:  # noqa: ARG002
        """Only the unit's."""
        return who.own_unit is None or who.own_unit in {value.unit, value.raised_by}

    def refuse(self, work: Work, who: Principal, before: Problem | None, after: Problem | None) -> None:
        """Raises InvalidInput for what the unit neither solves nor brought in, and for another's company."""
        if after is None or who.own_unit is None:
            return
        if who.own_unit not in {after.unit, after.raised_by}:
            raise InvalidInput(Fault(code="not_own_unit", place="raised_by", value=after.raised_by or ""))
        is_new = after.company is not None and (before is None or before.company != after.company)
        if is_new and after.company not in companies_of_unit(work.session, who.own_unit):
            raise InvalidInput(Fault(code="not_own_company", place="company", value=after.company or ""))


class OwnNominations(Bound[Membership]):
    """Nominations of the people of the account's unit."""

    def filters(self, session: Any, who: Principal) -> Sequence[Filter]:
        """Only the unit's."""
        return () if who.own_unit is None else (Filter("id", Test.IN, ids_of_unit(session, who.own_unit)),)

    def sees(self, session: Any, who: Principal, value: Membership) -> bool:
        """Only the unit's."""
        return who.own_unit is None or value.person in ids_of_unit(session, who.own_unit)

    def refuse(self, work: Work, who: Principal, before: Membership | None, after: Membership | None) -> None:  # noqa: ARG002
        """Raises InvalidInput for another unit's person."""
        if after is not None and not self.sees(work.session, who, after):
            raise InvalidInput(Fault(code="not_own_person", place="person", value=after.person))
