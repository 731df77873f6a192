"""Why each candidate is not on the list: a fact about the list as it stands, checked by counting."""

from collections import Counter
from collections.abc import Mapping, Sequence

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.limits import Limit, LimitKind
from events.guests.proposal import NotChosen, Reason, Reserve
from events.guests.worth import Margin

_BY_KIND: Mapping[LimitKind, Reason] = {
    LimitKind.SAME_PERSON: Reason.SAME_PERSON,
    LimitKind.ORGANISATION: Reason.ORGANISATION_FULL,
    LimitKind.QUOTA: Reason.QUOTA_FULL,
    LimitKind.LIST: Reason.LIST_FULL,
}


def not_chosen(
    candidates: Sequence[Guest],
    chosen: Sequence[Guest],
    demand: GuestDemand,
    limits: Sequence[Limit],
    reserve: Sequence[Reserve],
) -> tuple[NotChosen, ...]:
    """One entry for each candidate who is not chosen, in the order of candidates."""
    on_list = {guest.id for guest in chosen}
    places = {guest.id: n for group in reserve for n, guest in enumerate(group.guests, 1)}
    margin = Margin(chosen, demand)
    full = _full(limits, on_list)
    must_not = demand.named(Attendance.MUST_NOT)
    out = []
    for guest in candidates:
        if guest.id in on_list:
            continue
        reason, detail = _reason(guest, demand, must_not, full.get(guest.id, ()), on_list)
        out.append(
            NotChosen(
                guest=guest.id,
                reason=reason,
                points=margin.of(guest),
                detail=detail,
                reserve=places.get(guest.id),
            )
        )
    return tuple(out)


def _full(limits: Sequence[Limit], on_list: set[str]) -> dict[str, list[Limit]]:
    """For each guest the bounds that would break with one more of their members."""
    full: dict[str, list[Limit]] = {}
    for limit in limits:
        if limit.most is not None and len(limit.members & on_list) >= limit.most:
            for name in limit.members:
                full.setdefault(name, []).append(limit)
    return full


def _reason(
    guest: Guest,
    demand: GuestDemand,
    must_not: Mapping[str, str],
    full: Sequence[Limit],
    on_list: set[str],
) -> tuple[Reason, dict[str, str]]:
    if guest.id in must_not:
        return Reason.MUST_NOT, {"reason": must_not[guest.id]}
    if not demand.is_of_chain(guest):
        return Reason.OTHER_CHAIN, {"chain": guest.chain or ""}
    by_kind = {limit.kind: limit for limit in reversed(full)}
    for kind, reason in _BY_KIND.items():
        limit = by_kind.get(kind)
        if limit is None:
            continue
        if kind is LimitKind.SAME_PERSON:
            return reason, {"other": ",".join(sorted(limit.members & on_list))}
        if kind is LimitKind.QUOTA:
            return reason, {"quota": limit.name, "most": str(limit.most)}
        return reason, {"most": str(limit.most)}
    return Reason.ADDS_NOTHING, {}


def by_reason(entries: Sequence[NotChosen]) -> Mapping[Reason, int]:
    """How many candidates each reason kept off the list."""
    counts = Counter(entry.reason for entry in entries)
    return {reason: counts[reason] for reason in Reason if counts[reason]}
