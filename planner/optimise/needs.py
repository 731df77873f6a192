"""What companies need, as groups of people of whom one must be aboard."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.company import Company
from planner.person import Person, Rank
from planner.season import Season

Group = frozenset[int]


@dataclass(frozen=True)
class Requirement:
    """One company's needs: the lowest rank its leader may have, and groups of person indices.

    ``heads`` are groups nobody of whom counts as staff (a chief, a named deputy): only the leader or a
    second can satisfy them, so tours are labelled with them. ``staff`` groups can be satisfied from the
    staff and are left to the roster.
    """

    least_rank: int
    heads: tuple[Group, ...]
    staff: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups of which one person each must be aboard."""
        return self.heads + self.staff


def requirement(season: Season, company: Company, index: Mapping[str, int]) -> Requirement:
    """Compile the needs of ``company``; ``index`` gives each person id its position in ``season.people``.

    An empty group (a skill nobody has, a chain without a chief) stays: nobody can satisfy it.
    """
    groups = [_indices(names, index) for names in _wanted(season, company)]
    staff_rank = season.rules.staff_rank_at_least
    heads = tuple(g for g in groups if not any(season.people[p].rank >= staff_rank for p in g))
    staff = tuple(g for g in groups if g not in heads)
    least = company.needs.least_rank or Rank.STAFF
    return Requirement(least_rank=int(least), heads=heads, staff=staff)


def _wanted(season: Season, company: Company) -> list[list[str]]:
    wanted: list[list[str]] = []
    if company.needs.chief:
        chain = next((chain for chain in season.chains if chain.id == company.chain), None)
        wanted.append([chain.chief] if chain and chain.chief else [])
    if company.needs.person:
        wanted.append([company.needs.person])
    wanted += [[p.id for p in season.people if skill in p.skills] for skill in company.needs.skills]
    contact = company.first_contact
    if contact and contact.aboard:
        wanted.append([contact.person] if contact.person else _of_unit(season.people, contact.unit))
    return wanted


def _of_unit(people: tuple[Person, ...], unit: str) -> list[str]:
    return [person.id for person in people if person.unit == unit]


def _indices(names: list[str], index: Mapping[str, int]) -> Group:
    return frozenset(index[name] for name in names)
