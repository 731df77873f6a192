"""Proposals: each rule kept, each reason told, the best list found (held against every list there is)."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.guest import Guest, Segment
from events.guests import propose as door
from events.guests.check import broken_rules
from events.guests.demand import Attendance, GuestDemand, ListWeights, Wish
from events.guests.lists import GuestList, Merged, Suspect, merged
from events.guests.marks import MarkKind
from events.guests.not_chosen import by_reason
from events.guests.optimise.selection import Selected, Selection
from events.guests.proposal import ListStatus, NotChosen, Reason
from events.guests.propose import propose
from events.guests.quota import GuestQuota
from events.guests.worth import ListWorth, worth_of
from planner.errors import Fault, RejectedGuestList
from tests.events.guests.people import candidates, guest

PLAIN = ListWeights(wished_points=5, region_steps=(), organisation_steps=(), segment_steps=())


def _wish(kind: Attendance, *names: str) -> tuple[Wish, ...]:
    return tuple(Wish(guest=name, attendance=kind, reason="因故") for name in names)


def _demand(**fields: Any) -> GuestDemand:
    return GuestDemand.model_validate({"most_guests": 2, "weights": PLAIN} | fields)


def _ids(people: tuple[Guest, ...]) -> list[str]:
    return [item.id for item in people]


def test_the_list_of_most_points_is_chosen_and_proven() -> None:
    found = propose(candidates(guest("a", points=1), guest("b", points=9), guest("c", points=5)), _demand())
    assert (_ids(found.chosen), found.status) == (["b", "c"], ListStatus.OPTIMAL)
    assert (found.worth, found.bound, found.gap_permille) == (ListWorth(guests=14), 14, 0)
    assert _ids(found.reserve[0].guests) == ["a"]


def test_falling_returns_spread_a_list_over_regions() -> None:
    people = candidates(
        guest("a", points=9, region="csj"),
        guest("b", points=8, region="csj"),
        guest("c", points=1, region="zsj"),
    )
    spread = ListWeights(wished_points=0, region_steps=(10, 2), organisation_steps=(), segment_steps=())
    assert _ids(propose(people, _demand()).chosen) == ["a", "b"]
    assert _ids(propose(people, _demand(weights=spread)).chosen) == ["a", "c"]


def test_a_quota_takes_in_who_is_worth_less() -> None:
    people = candidates(
        guest("a", points=9), guest("b", points=8), guest("f", points=1, segment=Segment.FUND)
    )
    quota = GuestQuota(id="基金", segment=Segment.FUND, least=1)
    assert _ids(propose(people, _demand(quotas=(quota,))).chosen) == ["a", "f"]


def test_musts_come_whatever_they_are_worth_and_must_nots_never() -> None:
    people = candidates(guest("a", points=9), guest("b", points=8), guest("c", points=0, chain="L2"))
    wishes = (*_wish(Attendance.MUST, "c"), *_wish(Attendance.MUST_NOT, "a"))
    found = propose(people, _demand(chain="L1", wishes=wishes))
    assert _ids(found.chosen) == ["b", "c"]
    assert found.not_chosen == (
        NotChosen(guest="a", reason=Reason.MUST_NOT, points=9, detail={"reason": "因故"}),
    )
    assert found.reserve == ()


def test_one_wished_for_goes_before_one_worth_little_more() -> None:
    people = candidates(guest("a", points=9), guest("b", points=8), guest("c", points=4))
    assert _ids(propose(people, _demand(wishes=_wish(Attendance.MAY, "c"))).chosen) == ["a", "c"]


def test_why_each_is_not_chosen_is_told() -> None:
    people = Merged(
        guests=(
            guest("a", points=9, organisation="甲"),
            guest("b", points=8, organisation="甲"),
            guest("c", points=7, mail="x"),
            guest("d", points=6, mail="x"),
            guest("e", points=5, segment=Segment.MEDIA),
            guest("f", points=4),
            guest("g", points=99, chain="L2"),
        ),
        suspects=(Suspect(guests=("c", "d"), by=MarkKind.MAIL, value="x"),),
    )
    quota = GuestQuota(id="媒体", segment=Segment.MEDIA, most=0)
    found = propose(people, _demand(chain="L1", quotas=(quota,)))
    assert _ids(found.chosen) == ["a", "c"]
    assert [(item.guest, item.reason, item.points, item.reserve) for item in found.not_chosen] == [
        ("b", Reason.ORGANISATION_FULL, 8, 1),
        ("d", Reason.SAME_PERSON, 6, None),
        ("e", Reason.QUOTA_FULL, 5, 1),
        ("f", Reason.LIST_FULL, 4, 2),
        ("g", Reason.OTHER_CHAIN, 99, None),
    ]
    details = {item.guest: dict(item.detail) for item in found.not_chosen}
    assert details["d"] == {"other": "c"}
    assert details["e"] == {"quota": "媒体", "most": "0"}
    assert by_reason(found.not_chosen)[Reason.LIST_FULL] == 1


def test_who_adds_nothing_is_left_out_of_a_list_that_is_not_full() -> None:
    found = propose(candidates(guest("a", points=9), guest("b", points=0)), _demand(most_guests=5))
    # A guest worth nothing may or may not be taken: the value is the same.
    assert found.worth.total == 9
    assert {item.reason for item in found.not_chosen} <= {Reason.ADDS_NOTHING}


def test_notes_tell_of_letters_to_write_and_of_wishes_that_name_nobody() -> None:
    people = candidates(
        guest("a", mail="", points=9), guest("b", mail="", points=8), guest("c", mail="", points=1)
    )
    found = propose(people, _demand(wishes=_wish(Attendance.MAY, "z")))
    assert [(note.code, note.place) for note in found.notes] == [
        ("guest_without_address", "a"),
        ("guest_without_address", "b"),
        ("wish_names_nobody", "z"),
    ]


def test_an_obstacle_is_a_result_with_its_reason() -> None:
    quota = GuestQuota(id="上游", segment=Segment.UPSTREAM, least=2)
    found = propose(candidates(guest("a")), _demand(quotas=(quota,)))
    detail = {"least": "2", "found": "1"}
    assert (found.status, found.chosen) == (ListStatus.INFEASIBLE, ())
    assert found.obstacles == (
        Fault(code="quota_lacks_candidates", place="上游", value="上游", detail=detail),
    )


def test_rules_that_cannot_be_kept_together_are_named_and_no_other() -> None:
    people = candidates(
        guest("a", organisation="甲", region="csj"),
        guest("b", organisation="甲", region="csj"),
        guest("c", region="zsj"),
    )
    quotas = (
        GuestQuota(id="长三角", region="csj", least=2),
        GuestQuota(id="珠三角", region="zsj", least=1),
    )
    found = propose(people, _demand(most_guests=3, quotas=quotas, wishes=_wish(Attendance.MUST, "c")))
    assert found.status is ListStatus.INFEASIBLE
    assert found.obstacles == (
        Fault(code="conflicting_quota", place="长三角", value="长三角", detail={"least": "2", "most": "—"}),
        Fault(code="conflicting_organisation_limit", detail={"most": "1"}),
    )


def test_a_must_and_the_size_of_the_list_may_contradict_a_quota() -> None:
    people = candidates(guest("a"), guest("b", segment=Segment.FUND))
    quota = GuestQuota(id="基金", segment=Segment.FUND, least=1)
    found = propose(people, _demand(most_guests=1, quotas=(quota,), wishes=_wish(Attendance.MUST, "a")))
    assert [(fault.code, fault.value) for fault in found.obstacles] == [
        ("conflicting_list_size", ""),
        ("conflicting_quota", "基金"),
        ("conflicting_must", "a"),
    ]


def test_no_work_allowed_is_no_proof_that_nothing_is_possible() -> None:
    people = candidates(*(guest(f"g{n}", region=f"r{n % 7}", points=n) for n in range(200)))
    quotas = tuple(GuestQuota(id=f"r{n}", region=f"r{n}", least=3, most=3) for n in range(7))
    found = propose(people, _demand(most_guests=21, least_guests=21, quotas=quotas), work=0.0)
    assert found.obstacles == (Fault(code="no_list_in_time", value="0"),)


def test_equal_input_gives_equal_lists() -> None:
    people = candidates(*(guest(f"g{n}", points=7, region=f"r{n % 3}") for n in range(40)))
    assert propose(people, _demand(most_guests=9)) == propose(people, _demand(most_guests=9))


def test_a_list_that_the_check_refuses_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(*_: object) -> tuple[()]:
        return ()

    monkeypatch.setattr(door, "limits_of", forgetful)
    people = candidates(guest("a"), guest("b"), guest("c"))
    with pytest.raises(RejectedGuestList) as refused:
        propose(people, _demand())
    assert refused.value.faults == (
        Fault(code="guest_list_breaks_rule", value="list", detail={"found": "3"}),
    )


def test_a_value_that_the_check_does_not_find_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Selection.best

    def boastful(selection: Selection, work: float) -> Selected | None:
        best = honest(selection, work)
        return None if best is None else replace(best, value=best.value + 1, bound=best.bound + 1)

    monkeypatch.setattr(Selection, "best", boastful)
    with pytest.raises(RejectedGuestList) as refused:
        propose(candidates(guest("a")), _demand())
    assert refused.value.faults == (
        Fault(code="guest_list_breaks_rule", value="value", detail={"found": "10 < 11"}),
    )


def test_merged_lists_are_what_a_proposal_is_made_of() -> None:
    twice = guest("a", name="赵云", mail="z@example.com")
    again = guest("b", name="赵云", mail="z@example.com")
    people = merged([GuestList(name="甲", guests=(twice,)), GuestList(name="乙", guests=(again,))])
    found = propose(people, _demand())
    assert (_ids(found.chosen), [note.code for note in found.notes]) == (["a"], ["guest_on_two_lists"])


_SEGMENTS = (Segment.UPSTREAM, Segment.FUND)
_PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙", ""]),
        st.sampled_from(["csj", None]),
        st.sampled_from(_SEGMENTS),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=7,
)
_BOUND = st.tuples(st.integers(0, 2), st.integers(0, 3))


@settings(max_examples=60, deadline=None)
@given(
    people=_PEOPLE,
    size=_BOUND,
    fund=_BOUND,
    region=_BOUND,
    wishes=st.lists(st.sampled_from(list(Attendance)), max_size=3),
)
def test_no_list_is_better_and_none_exists_where_none_is_found(
    people: list[tuple[str, str | None, Segment, int]],
    size: tuple[int, int],
    fund: tuple[int, int],
    region: tuple[int, int],
    wishes: list[Attendance],
) -> None:
    guests = tuple(
        guest(f"g{n}", organisation=organisation, region=region_, segment=segment, points=points)
        for n, (organisation, region_, segment, points) in enumerate(people)
    )
    steps = ListWeights(wished_points=3, region_steps=(6, 2), organisation_steps=(4, 1), segment_steps=(5,))
    quotas = tuple(
        GuestQuota(id=name, least=least, most=least + more, **{field: value})
        for name, field, value, (least, more) in (
            ("f", "segment", Segment.FUND, fund),
            ("r", "region", "csj", region),
        )
    )
    demand = GuestDemand(
        least_guests=size[0],
        most_guests=max(1, sum(size)),
        most_per_organisation=2,
        quotas=quotas,
        weights=steps,
        wishes=tuple(
            Wish(guest=f"g{n}", attendance=kind) for n, kind in enumerate(wishes) if n < len(guests)
        ),
    )
    lists = [part for k in range(len(guests) + 1) for part in combinations(guests, k)]
    kept = [worth_of(part, demand).total for part in lists if not broken_rules(part, guests, demand)]
    found = propose(candidates(*guests), demand)
    assert (found.status is ListStatus.INFEASIBLE) == (not kept)
    assert bool(found.obstacles) == (not kept)
    if kept:
        assert (found.worth.total, found.bound) == (max(kept), max(kept))
