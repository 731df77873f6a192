"""Who may head a delegation: a leader, alone or with a second, and what the two can offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, InvalidSeason
from planner.optimise.instance import Instance
from planner.optimise.needs import Group

MOST_GROUPS = 64  # the head groups a company asks for are a mask of so many bits


@dataclass(frozen=True)
class Team:
    """A leader (person index) and at most one second, both of one base.

    ``heads`` is the mask of head groups aboard; ``people`` how many travel at least: these and the least
    staff. ``purse`` groups teams whose values and head count agree, ``kin`` those that agree in everything
    but their calendar: both save work, neither changes an answer.
    """

    base: int
    leader: int
    second: int | None
    rank: int
    heads: np.uint64
    people: int
    purse: int
    kin: int

    @property
    def aboard(self) -> tuple[int, ...]:
        """The leader, then the second."""
        return (self.leader,) if self.second is None else (self.leader, self.second)


class Teams:
    """All teams of a season, the head groups they are judged by, and what a company is worth to each."""

    def __init__(self, instance: Instance, every_second: bool = False) -> None:
        self.instance, self._every_second = instance, every_second
        self.groups: tuple[Group, ...] = tuple(
            sorted({g for need in instance.requirements for g in need.heads}, key=sorted)
        )
        if len(self.groups) > MOST_GROUPS:
            detail = {"most": str(MOST_GROUPS)}
            raise InvalidSeason(
                Fault(
                    code="too_many_head_groups", place="companies", value=str(len(self.groups)), detail=detail
                )
            )
        self._purses: dict[tuple[object, ...], int] = {}
        self._kin: dict[tuple[object, ...], int] = {}
        self.values: list[NDArray[np.int64]] = []
        self.all: tuple[Team, ...] = tuple(self._teams())

    def heads_of(self, people: Sequence[int]) -> np.uint64:
        """The mask of head groups that ``people`` satisfy."""
        mask = sum(1 << k for k, group in enumerate(self.groups) if group.intersection(people))
        return np.uint64(mask)

    def needs_mask(self, company: int) -> np.uint64:
        """The mask of head groups a company asks for."""
        wanted = self.instance.requirements[company].heads
        return np.uint64(sum(1 << k for k, group in enumerate(self.groups) if group in wanted))

    @cached_property
    def needs_masks(self) -> NDArray[np.uint64]:
        """``[company]``: :meth:`needs_mask` of every company of the season."""
        return np.array([self.needs_mask(n) for n in range(len(self.instance.worth))], dtype=np.uint64)

    @cached_property
    def least_ranks(self) -> NDArray[np.int64]:
        """``[company]``: the lowest rank of a leader that every company of the season accepts."""
        return np.array([need.least_rank for need in self.instance.requirements], dtype=np.int64)

    @cached_property
    def useful_seconds(self) -> frozenset[int]:
        """People some company asks for: only they are worth a seat as second.

        Where staff could do as well (a unit's head for first contact) a second is considered only with
        ``every_second``, in exact work; the bound does not need him, since it leaves such needs to the
        roster.
        """
        asked = [group for need in self.instance.requirements for group in need.groups]
        groups = asked if self._every_second else list(self.groups)
        return frozenset().union(*groups)

    def _teams(self) -> list[Team]:
        found = []
        for base in range(len(self.instance.season.bases)):
            for leader in self.instance.leaders(base):
                found.append(self._team(base, leader, None))
                found += [
                    self._team(base, leader, second)
                    for second in self.instance.seconds(base, leader)
                    if second in self.useful_seconds and self._adds(leader, second)
                ]
        return found

    def _adds(self, leader: int, second: int) -> bool:
        alone, both = self.heads_of((leader,)), self.heads_of((leader, second))
        return self._every_second or bool(both & ~alone)

    def _team(self, base: int, leader: int, second: int | None) -> Team:
        instance = self.instance
        aboard = (leader,) if second is None else (leader, second)
        people = len(aboard) + instance.base(base).least_staff
        published = instance.season.people[leader].id if instance.published else None
        pinned = any(pin.leader for pin in instance.season.pins.visits)
        fits = frozenset(instance.chief_chains(leader))
        single = leader if published or pinned else None
        purse = self._purse((fits, people, single), leader)
        rank, heads = int(instance.rank[leader]), self.heads_of(aboard)
        ranks = tuple(int(instance.rank[p]) for p in aboard)
        kin = self._kin.setdefault((base, ranks, int(heads), purse), len(self._kin))
        return Team(base, leader, second, rank, heads, people, purse, kin)

    def _purse(self, key: tuple[object, ...], leader: int) -> int:
        if key not in self._purses:
            self._purses[key] = len(self.values)
            self.values.append(self._value_under(leader))
        return self._purses[key]

    def _value_under(self, leader: int) -> NDArray[np.int64]:
        instance = self.instance
        chains = instance.chief_chains(leader)
        percent = instance.weights.chief_fit_percent
        led = np.array([company.chain in chains for company in instance.season.companies], dtype=np.bool_)
        return np.where(led, instance.worth * percent // 100, instance.worth)

    def value(self, team: Team) -> NDArray[np.int64]:
        """Points of each company of the season when this team's leader meets it."""
        return self.values[team.purse]

    def free(self, team: Team) -> NDArray[np.bool_]:
        """``[day]``: everybody who heads the team is free."""
        return np.asarray(self.instance.free[list(team.aboard)].all(axis=0), dtype=np.bool_)
