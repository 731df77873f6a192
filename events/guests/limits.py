"""Every bound on a list in one form: so many of these guests. The solver reads it, and the invitations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.lists import Suspect
from events.guests.worth import organisation_of


class LimitKind(StrEnum):
    """What a bound comes from."""

    LIST = "list"
    QUOTA = "quota"
    ORGANISATION = "organisation"
    SAME_PERSON = "same_person"


@dataclass(frozen=True)
class Limit:
    """At least ``least`` and at most ``most`` of ``members`` (guest ids) are on the list; None: no limit."""

    kind: LimitKind
    name: str
    members: frozenset[str]
    least: int = 0
    most: int | None = None


def eligible(candidates: Iterable[Guest], demand: GuestDemand) -> tuple[Guest, ...]:
    """The candidates who may be there: of the chain or of none, or a must; never one who must not."""
    must, must_not = demand.named(Attendance.MUST), demand.named(Attendance.MUST_NOT)
    return tuple(
        guest
        for guest in candidates
        if guest.id not in must_not and (guest.id in must or demand.is_of_chain(guest))
    )


def limits_of(
    guests: Sequence[Guest], demand: GuestDemand, suspects: Iterable[Suspect] = ()
) -> tuple[Limit, ...]:
    """The bounds of ``demand`` over eligible ``guests``: list, quotas, organisations, one person twice.

    Who must be there is there even with others of his organisation, and even if two names may be one person.
    """
    must = demand.named(Attendance.MUST).keys()
    everyone = frozenset(guest.id for guest in guests)
    limits = [Limit(LimitKind.LIST, "list", everyone, demand.least_guests, demand.most_guests)]
    for quota in demand.quotas:
        members = frozenset(guest.id for guest in guests if quota.counts(guest))
        limits.append(Limit(LimitKind.QUOTA, quota.id, members, quota.least, quota.most))
    if demand.most_per_organisation is not None:
        for name, members in _organisations(guests).items():
            most = max(demand.most_per_organisation, len(members & must))
            if most < len(members):
                limits.append(Limit(LimitKind.ORGANISATION, name, members, most=most))
    for suspect in suspects:
        pair = frozenset(suspect.guests)
        if pair <= everyone:
            name = "=".join(suspect.guests)
            limits.append(Limit(LimitKind.SAME_PERSON, name, pair, most=max(1, len(pair & must))))
    return tuple(limits)


def _organisations(guests: Iterable[Guest]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for guest in guests:
        if name := organisation_of(guest):
            found[name].add(guest.id)
    return {name: frozenset(members) for name, members in found.items()}
