import pytest

from events.seating.attendee import Attendee
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.meeting_table import meeting_table
from events.seating.plan import GroupKind, Role, SeatingPlan
from events.seating.rules import Hand
from tests.events.seating.people import attendee, host

HOSTS = tuple(host(f"主{k}", 1, k) for k in range(1, 6))
GUESTS = tuple(attendee(f"客{k}", 1, k) for k in range(1, 5))
INTERPRETERS = (host("主译", 5, interpreter=True), attendee("客译", 5, interpreter=True))


def _sides(plan: SeatingPlan) -> dict[GroupKind, list[str]]:
    return {group.kind: [str(seat.attendee) for seat in group.seats] for group in plan.groups}


def test_ranks_go_outward_from_the_principals_at_the_right_hand_first() -> None:
    plan = meeting_table("谈", (*HOSTS, *GUESTS), TWO_IN_THE_MIDDLE)
    # From the door: the guests face it, so their right hand is at the left; the hosts' at the right.
    assert _sides(plan) == {
        GroupKind.GUEST_SIDE: ["客4", "客2", "客1", "客3"],
        GroupKind.HOST_SIDE: ["主5", "主3", "主1", "主2", "主4"],
    }
    assert [group.centre for group in plan.groups] == [3, 3]


def test_the_interpreter_sits_at_the_principals_right_and_the_ranks_give_way() -> None:
    plan = meeting_table("谈", (*HOSTS, *GUESTS, *INTERPRETERS), TWO_IN_THE_MIDDLE)
    assert _sides(plan) == {
        GroupKind.GUEST_SIDE: ["客3", "客译", "客1", "客2", "客4"],
        GroupKind.HOST_SIDE: ["主4", "主2", "主1", "主译", "主3", "主5"],
    }
    principals = [next(s for s in g.seats if s.position == g.centre) for g in plan.groups]
    assert [(seat.attendee, seat.role) for seat in principals] == [
        ("客1", Role.PRINCIPAL_GUEST),
        ("主1", Role.PRINCIPAL_HOST),
    ]


def test_by_another_custom_left_is_upper_and_the_interpreter_sits_behind() -> None:
    rules = TWO_IN_THE_MIDDLE.model_copy(update={"meeting_upper": Hand.LEFT, "interpreter_hand": None})
    plan = meeting_table("谈", (*HOSTS, *GUESTS, *INTERPRETERS), rules)
    assert _sides(plan) == {
        GroupKind.GUEST_SIDE: ["客3", "客1", "客2", "客4"],
        GroupKind.GUEST_BEHIND: ["客译"],
        GroupKind.HOST_SIDE: ["主4", "主2", "主1", "主3", "主5"],
        GroupKind.HOST_BEHIND: ["主译"],
    }


def test_three_interpreters_sit_about_their_principal() -> None:
    three = tuple(host(f"译{k}", 5, k, interpreter=True) for k in range(1, 4))
    plan = meeting_table("谈", (HOSTS[0], *three, *GUESTS), TWO_IN_THE_MIDDLE)
    assert _sides(plan)[GroupKind.HOST_SIDE] == ["译2", "主1", "译1", "译3"]


@pytest.mark.parametrize("people", [HOSTS, (*HOSTS, INTERPRETERS[1]), GUESTS])
def test_a_side_without_a_principal_is_refused(people: tuple[Attendee, ...]) -> None:
    with pytest.raises(InvalidSeating) as refused:
        meeting_table("谈", people, TWO_IN_THE_MIDDLE)
    assert [fault.code for fault in refused.value.faults] == ["seating_side_without_principal"]


def test_only_equals_of_one_side_are_a_tie() -> None:
    people = (host("主", 1), host("甲", 2), attendee("客", 1), attendee("乙", 2), attendee("丙", 2))
    assert meeting_table("谈", people, TWO_IN_THE_MIDDLE).ties == (("乙", "丙"),)
