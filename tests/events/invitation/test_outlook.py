import pytest

from events.guest import Segment
from events.guests.acceptance import AcceptanceRates, Record
from events.invitation.invitation_list import PlaceQuota
from events.invitation.outlook import outlook
from tests.events.invitation.lists import done, drafted, invitations, no, send, unsure, yes

RATES = AcceptanceRates(
    by_segment_permille={Segment.FUND: 200}, otherwise_permille=500, shown_permille=900, weight=4
)


def test_each_counts_with_the_chance_his_state_gives_him() -> None:
    group = invitations(
        *(drafted(name) for name in "abc"),
        drafted("f", segment=Segment.FUND),
        drafted("z"),
        quotas=(PlaceQuota(id="list", places=9),),
    )
    group = done(group, *(send(name) for name in "abcf"), yes("a"), no("b"), unsure("c"))
    found = outlook(group, RATES, least=2, most_chance=0.5)
    # a accepted: 0.9; b declined; c hesitates: 0.5; f owes an answer: 0.2; z is a draft.
    assert found.turnout.invited == 3
    assert found.turnout.expected == pytest.approx(1.6)
    none_or_one = 0.1 * 0.5 * 0.8 + (0.9 * 0.5 * 0.8 + 0.1 * 0.5 * 0.8 + 0.1 * 0.5 * 0.2)
    assert found.turnout.chance_to_fall_short == pytest.approx(none_or_one)
    assert (found.drafts, found.more) == (1, 0)


def test_drafts_help_in_their_order_and_with_their_records() -> None:
    records = {"b": Record(invited=4, came=4)}
    group = invitations(
        drafted("a", order=1), drafted("b", order=0), quotas=(PlaceQuota(id="list", places=9),)
    )
    # b, whose turn is first, comes with (4 x 0.5 + 4) / 8 = 0.75.
    assert outlook(group, RATES, 1, 0.25, records).more == 1
    assert outlook(group, RATES, 1, 0.24, records).more == 2
    assert outlook(group, RATES, 1, 0.1, records).more is None
