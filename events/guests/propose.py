"""The door: candidates and a demand in, a proposed list out, judged by the check before anybody sees it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from events.guest import Guest, Segment
from events.guests.check import broken_rules
from events.guests.demand import Attendance, GuestDemand
from events.guests.limits import Limit, eligible, limits_of
from events.guests.lists import Merged
from events.guests.not_chosen import not_chosen
from events.guests.obstacles import obstacles
from events.guests.proposal import ListStatus, Proposal
from events.guests.reserve import reserve_of
from events.guests.worth import worth_of
from planner.errors import Fault, RejectedGuestList

if TYPE_CHECKING:
    from events.guests.optimise.selection import Rule, Selected

# Deterministic seconds of CP-SAT: 3,000 candidates need a tenth of it.
MOST_WORK = 10.0
_CONFLICTS = {
    "list": "conflicting_list_size",
    "quota": "conflicting_quota",
    "organisation": "conflicting_organisation_limit",
    "same_person": "conflicting_same_person",
    "must": "conflicting_must",
}


def propose(candidates: Merged, demand: GuestDemand, work: float = MOST_WORK) -> Proposal:
    """The list of most worth that keeps every rule of ``demand``, with its reserve.

    ``work`` limits the solver in its own deterministic seconds: equal input gives equal lists. That no list
    can be is a result (INFEASIBLE) with its reasons.

    Raises RejectedGuestList if the check refuses the result (a defect of this program, never of the data).
    """
    from events.guests.optimise.selection import Selection  # noqa: PLC0415  (only here is the solver imported)

    guests = eligible(candidates.guests, demand)
    against = obstacles(candidates.guests, guests, demand)
    if against:
        return Proposal(status=ListStatus.INFEASIBLE, obstacles=against, notes=_notes(candidates, (), demand))
    limits = limits_of(guests, demand, candidates.suspects)
    selected = Selection(guests, demand, limits).best(work)
    if selected is None:
        against = _contradictions(guests, demand, limits, work)
        return Proposal(status=ListStatus.INFEASIBLE, obstacles=against, notes=_notes(candidates, (), demand))
    made = _proposal(candidates, guests, demand, limits, selected)
    broken = broken_rules(
        made.chosen, candidates.guests, demand, candidates.suspects, value=selected.value, bound=made.bound
    )
    if broken:
        raise RejectedGuestList(broken)
    return made


def _proposal(
    candidates: Merged,
    guests: Sequence[Guest],
    demand: GuestDemand,
    limits: Sequence[Limit],
    selected: "Selected",
) -> Proposal:
    order = {segment: n for n, segment in enumerate(Segment)}
    listed = (guest for guest in guests if guest.id in selected.ids)
    chosen = tuple(sorted(listed, key=lambda guest: (order[guest.segment], -guest.points, guest.id)))
    reserve = reserve_of(chosen, guests, demand, candidates.suspects)
    return Proposal(
        status=ListStatus.OPTIMAL if selected.optimal else ListStatus.FEASIBLE,
        chosen=chosen,
        reserve=reserve,
        worth=worth_of(chosen, demand),
        bound=selected.bound,
        not_chosen=not_chosen(candidates.guests, chosen, demand, limits, reserve),
        notes=_notes(candidates, chosen, demand),
    )


def _notes(candidates: Merged, chosen: Sequence[Guest], demand: GuestDemand) -> tuple[Fault, ...]:
    """What stands in the merged lists of concern here: doubles, letters to write, wishes that name nobody."""
    on_list = {guest.id for guest in chosen}
    known = {guest.id for guest in candidates.guests}
    said = (
        note for note in candidates.notes if note.code != "guest_without_address" or note.place in on_list
    )
    strangers = (demand.named(Attendance.MAY) | demand.named(Attendance.MUST_NOT)).keys() - known
    return (
        *said,
        *(Fault(code="wish_names_nobody", place=name, value=name) for name in sorted(strangers)),
    )


def _contradictions(
    guests: Sequence[Guest], demand: GuestDemand, limits: Sequence[Limit], work: float
) -> tuple[Fault, ...]:
    """Rules that cannot be kept together, one fault each; or that no list was found in time."""
    from events.guests.optimise.selection import contradiction  # noqa: PLC0415  (as above)

    rules = contradiction(guests, demand, limits, work)
    if not rules:
        return (Fault(code="no_list_in_time", value=f"{work:g}"),)
    return tuple(_conflict(rule, guests, demand) for rule in rules)


def _conflict(rule: "Rule", guests: Sequence[Guest], demand: GuestDemand) -> Fault:
    names = {guest.id: guest.name for guest in guests}
    quota = next((item for item in demand.quotas if rule.kind == "quota" and item.id == rule.name), None)
    least, most = (quota.least, quota.most) if quota else (demand.least_guests, demand.most_guests)
    detail = {"least": str(least), "most": "—" if most is None else str(most)}
    if rule.kind == "organisation":
        detail = {"most": str(demand.most_per_organisation)}
    return Fault(
        code=_CONFLICTS[rule.kind],
        place=rule.name,
        value=names.get(rule.name, rule.name),
        detail=detail,
    )
