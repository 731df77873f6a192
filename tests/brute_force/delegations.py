"""Every delegation a base can send, and the smallest that meet what a set of companies needs."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from planner.company import Company
from planner.person import Person
from planner.season import Base, Season


class Delegation(NamedTuple):
    """Who goes, the leader first."""

    people: tuple[Person, ...]

    @property
    def leader(self) -> Person:
        return self.people[0]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(person.id for person in self.people)


def delegations(season: Season, base: Base) -> list[Delegation]:
    """Everybody who may lead, with every set of members the rules of the base allow."""
    rules = season.rules
    at_base = [person for person in season.people if person.base == base.id]
    found = []
    for leader in at_base:
        if leader.rank > base.leader_rank_at_most:
            continue
        others = [person for person in at_base if person != leader and person.rank >= leader.rank]
        for size in range(rules.most_delegates):
            for members in combinations(others, size):
                staff = sum(person.rank >= rules.staff_rank_at_least for person in members)
                if staff >= base.least_staff and size - staff <= rules.most_seconds:
                    found.append(Delegation((leader, *members)))
    return found


def smallest(season: Season, among: list[Delegation], met: list[Company]) -> Iterator[Delegation]:
    """Those that every company accepts, without the ones that hold a smaller one under the same leader.

    Somebody more aboard only costs, so the larger ones are never needed.
    """
    able = [item for item in among if all(accepts(season, company, item) for company in met)]
    for item in able:
        if not any(other.leader == item.leader and other.ids < item.ids for other in able):
            yield item


def accepts(season: Season, company: Company, delegation: Delegation) -> bool:
    """Whether the delegation meets the company's needs, and its pin's leader."""
    needs, contact = company.needs, company.first_contact
    chief = next((chain.chief for chain in season.chains if chain.id == company.chain), None)
    answers = [
        needs.least_rank is None or delegation.leader.rank <= needs.least_rank,
        not needs.chief or chief in delegation.ids,
        needs.person is None or needs.person in delegation.ids,
        all(any(skill in person.skills for person in delegation.people) for skill in needs.skills),
        all(
            pin.leader in {None, delegation.leader.id}
            for pin in season.pins.visits
            if pin.company == company.id
        ),
    ]
    if contact is not None and contact.aboard:
        answers.append(
            contact.person in delegation.ids
            if contact.person is not None
            else any(person.unit == contact.unit for person in delegation.people)
        )
    return all(answers)
