"""From a proposed guest list to its invitations: every bound of the proposal becomes a quota of places."""

from collections.abc import Iterable, Sequence
from datetime import date

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.limits import LimitKind, limits_of
from events.guests.lists import Suspect
from events.guests.proposal import Proposal
from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from planner.attendance import span_of
from planner.event import Event
from planner.workdays import Workdays

EVERYBODY = "list"


def opened(
    event: Event,
    day: date,
    proposal: Proposal,
    demand: GuestDemand,
    rule: AnswerRule,
    workdays: Workdays,
    *,
    suspects: Iterable[Suspect] = (),
    places: int | None = None,
    most_plus_ones: int = 1,
) -> InvitationList:
    """The drafts of ``proposal`` for ``event`` on ``day``, in the order in which they will go out.

    Who must be there comes first, then the others by their points, then the reserve.
    Quotas are the whole list (``places`` heads, by default as many as the demand's most guests), each quota
    of the demand with a most, and, for guests only, each organisation and each pair that may be one person.
    The reserve of all segments takes turns: first the first of each, then the second.
    """
    return opened_in_order(
        event,
        day,
        asking_order(proposal, demand),
        demand,
        rule,
        workdays,
        suspects=suspects,
        places=places,
        most_plus_ones=most_plus_ones,
    )


def asking_order(proposal: Proposal, demand: GuestDemand) -> tuple[Guest, ...]:
    """The guests of ``proposal`` in the order in which they are asked."""
    first = _by_worth(proposal.chosen, demand)
    return (*first, *_turns([group.guests for group in proposal.reserve]))


def opened_in_order(
    event: Event,
    day: date,
    order: Sequence[Guest],
    demand: GuestDemand,
    rule: AnswerRule,
    workdays: Workdays,
    *,
    suspects: Iterable[Suspect] = (),
    places: int | None = None,
    most_plus_ones: int = 1,
) -> InvitationList:
    """The drafts of guests who will be asked in this ``order``; quotas as of :func:`opened`."""
    most = demand.most_guests if places is None else places
    quotas = {EVERYBODY: PlaceQuota(id=EVERYBODY, places=most)}
    of: dict[str, list[str]] = {guest.id: [] for guest in order}
    for limit in limits_of(order, demand, suspects):
        if limit.most is None or limit.kind is LimitKind.LIST or not limit.members:
            continue
        name = f"{limit.kind.value}:{limit.name}"
        quotas[name] = PlaceQuota(id=name, places=limit.most, guests_only=limit.kind is not LimitKind.QUOTA)
        for guest in limit.members:
            of[guest].append(name)
    return InvitationList(
        event=event.id,
        title=event.title,
        span=span_of(event, day),
        rule=rule,
        invites_until=rule.invites_until(workdays),
        answers_until=rule.answers_until(workdays),
        quotas=tuple(quotas.values()),
        invitations=tuple(
            Invitation(guest=guest, quotas=(*sorted(of[guest.id], key=_category_first), EVERYBODY), order=n)
            for n, guest in enumerate(order)
        ),
        most_plus_ones=most_plus_ones,
    )


def _by_worth(chosen: Iterable[Guest], demand: GuestDemand) -> list[Guest]:
    must = demand.named(Attendance.MUST)
    return sorted(chosen, key=lambda guest: (guest.id not in must, -guest.points, guest.id))


def _turns(groups: list[tuple[Guest, ...]]) -> list[Guest]:
    longest = max(map(len, groups), default=0)
    return [group[n] for n in range(longest) for group in groups if n < len(group)]


def _category_first(name: str) -> bool:
    """Quotas of the demand before those of organisations and persons; the order among them stays."""
    return not name.startswith(f"{LimitKind.QUOTA.value}:")
