"""Why no list can be, as far as counting shows it, before any solver is asked."""

from collections.abc import Callable, Iterator, Sequence

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.quota import GuestQuota
from planner.errors import Fault


def obstacles(candidates: Sequence[Guest], guests: Sequence[Guest], demand: GuestDemand) -> tuple[Fault, ...]:
    """Each reason that stands alone, none if none is seen; ``guests`` are the eligible candidates."""
    return tuple(fault for look in _LOOKS for fault in look(candidates, guests, demand))


def _wishes(candidates: Sequence[Guest], _: Sequence[Guest], demand: GuestDemand) -> Iterator[Fault]:
    known = {guest.id: guest.name for guest in candidates}
    must, must_not = demand.named(Attendance.MUST), demand.named(Attendance.MUST_NOT)
    for name, reason in must.items():
        if name in must_not:
            detail = {"reason": reason, "against": must_not[name]}
            yield Fault(
                code="guest_must_and_must_not", place=name, value=known.get(name, name), detail=detail
            )
        elif name not in known:
            yield Fault(code="must_is_no_candidate", place=name, value=name)


def _list_size(_: Sequence[Guest], guests: Sequence[Guest], demand: GuestDemand) -> Iterator[Fault]:
    if len(guests) < demand.least_guests:
        detail = {"least": str(demand.least_guests), "found": str(len(guests))}
        yield Fault(code="list_lacks_candidates", value=str(len(guests)), detail=detail)
    musts = _musts(guests, demand)
    if len(musts) > demand.most_guests:
        detail = {"most": str(demand.most_guests), "musts": str(len(musts))}
        yield Fault(code="list_exceeded_by_musts", value=str(len(musts)), detail=detail)


def _quotas(_: Sequence[Guest], guests: Sequence[Guest], demand: GuestDemand) -> Iterator[Fault]:
    musts = _musts(guests, demand)
    for quota in demand.quotas:
        found, asked = sum(map(quota.counts, guests)), sum(map(quota.counts, musts))
        if found < quota.least:
            detail = {"least": str(quota.least), "found": str(found)}
            yield Fault(code="quota_lacks_candidates", place=quota.id, value=quota.id, detail=detail)
        if quota.most is not None and asked > quota.most:
            detail = {"most": str(quota.most), "musts": str(asked)}
            yield Fault(code="quota_exceeded_by_musts", place=quota.id, value=quota.id, detail=detail)


def _sums(_: Sequence[Guest], __: Sequence[Guest], demand: GuestDemand) -> Iterator[Fault]:
    """Quotas that count each guest once at most ask for more than the list holds."""
    dimensions: tuple[Callable[[GuestQuota], object], ...] = (
        lambda quota: quota.segment,
        lambda quota: quota.unit,
        lambda quota: quota.region,
    )
    for dimension in dimensions:
        apart: dict[object, GuestQuota] = {}
        for quota in demand.quotas:
            name = dimension(quota)
            if name is not None and (name not in apart or quota.least > apart[name].least):
                apart[name] = quota
        least = sum(quota.least for quota in apart.values())
        if least > demand.most_guests:
            names = "、".join(quota.id for quota in apart.values() if quota.least)
            detail = {"least": str(least), "most": str(demand.most_guests)}
            yield Fault(code="quotas_exceed_list", value=names, detail=detail)


def _musts(guests: Sequence[Guest], demand: GuestDemand) -> list[Guest]:
    must = demand.named(Attendance.MUST)
    return [guest for guest in guests if guest.id in must]


_LOOKS = (_wishes, _list_size, _quotas, _sums)
