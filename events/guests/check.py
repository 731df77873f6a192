"""The check of a proposed list, from the demand alone: it reads neither the solver nor its limits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.lists import Suspect
from events.guests.worth import organisation_of, worth_of
from planner.errors import Fault


def broken_rules(
    chosen: Sequence[Guest],
    candidates: Iterable[Guest],
    demand: GuestDemand,
    suspects: Iterable[Suspect] = (),
    *,
    value: int | None = None,
    bound: int | None = None,
) -> tuple[Fault, ...]:
    """Every rule that ``chosen`` breaks, as faults ``guest_list_breaks_rule`` whose value names the rule.

    With ``value``, the solver's, also whether the list is worth as much; with ``bound`` whether it is worth
    no more.
    """
    names = [guest.id for guest in chosen]
    found = [
        *_people(names, {guest.id for guest in candidates}, demand),
        *_counts(chosen, demand),
        *_organisations(chosen, demand),
        *_suspects(set(names), demand, suspects),
    ]
    recounted = worth_of(chosen, demand).total
    if value is not None and recounted < value:
        found.append(("value", f"{recounted} < {value}"))
    if bound is not None and recounted > bound:
        found.append(("bound", f"{recounted} > {bound}"))
    return tuple(
        Fault(code="guest_list_breaks_rule", value=rule, detail={"found": what}) for rule, what in found
    )


Found = Iterator[tuple[str, str]]


def _people(names: Sequence[str], known: set[str], demand: GuestDemand) -> Found:
    if len(set(names)) < len(names):
        yield "once", ",".join(sorted(name for name, count in Counter(names).items() if count > 1))
    if strangers := set(names) - known:
        yield "candidate", ",".join(sorted(strangers))
    if missing := demand.named(Attendance.MUST).keys() - set(names):
        yield "must", ",".join(sorted(missing))
    if unwanted := demand.named(Attendance.MUST_NOT).keys() & set(names):
        yield "must_not", ",".join(sorted(unwanted))


def _counts(chosen: Sequence[Guest], demand: GuestDemand) -> Found:
    must = demand.named(Attendance.MUST)
    if not demand.least_guests <= len(chosen) <= demand.most_guests:
        yield "list", str(len(chosen))
    if others := [guest.id for guest in chosen if not demand.is_of_chain(guest) and guest.id not in must]:
        yield "chain", ",".join(others)
    for quota in demand.quotas:
        count = sum(map(quota.counts, chosen))
        if count < quota.least or (quota.most is not None and count > quota.most):
            yield f"quota:{quota.id}", str(count)


def _organisations(chosen: Sequence[Guest], demand: GuestDemand) -> Found:
    must = demand.named(Attendance.MUST)
    most = demand.most_per_organisation
    if most is None:
        return
    counts = Counter(organisation_of(guest) for guest in chosen)
    musts = Counter(organisation_of(guest) for guest in chosen if guest.id in must)
    for name, count in counts.items():
        if name and count > max(most, musts[name]):
            yield "organisation", f"{name} {count}"


def _suspects(names: set[str], demand: GuestDemand, suspects: Iterable[Suspect]) -> Found:
    must = demand.named(Attendance.MUST)
    for suspect in suspects:
        pair = set(suspect.guests)
        if pair <= names and not pair <= must.keys():
            yield "same_person", ",".join(suspect.guests)
