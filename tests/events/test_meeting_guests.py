"""Guests who said yes, as participants of one-to-one meetings."""

from events.invitation.state import State
from events.matchmaking.participant import Participant, Side
from events.meeting_guests import meeting_guests
from tests.api.post.lists import forum

_LIST = forum(guests=3)


def test_only_who_accepted_takes_part_as_he_is_given_and_others_follow() -> None:
    states = (State.ACCEPTED, State.DECLINED, State.ACCEPTED)
    invitations = tuple(
        item.model_copy(
            update={"state": state, "guest": item.guest.model_copy(update={"organisation": "企业"})}
        )
        for item, state in zip(_LIST.invitations, states, strict=True)
    )
    leader = Participant(id="host", name="区长", side=Side.HOST)
    third = Participant(id="g2", name="改名", most_meetings=2)
    found = meeting_guests(_LIST.model_copy(update={"invitations": invitations}), [leader, third])
    assert found == (Participant(id="g0", name="企业 嘉宾0"), third, leader)


def test_a_guest_without_organisation_goes_by_his_name() -> None:
    update = {
        "state": State.ACCEPTED,
        "guest": _LIST.invitations[0].guest.model_copy(update={"organisation": ""}),
    }
    alone = (_LIST.invitations[0].model_copy(update=update),)
    found = meeting_guests(_LIST.model_copy(update={"invitations": alone}), [])
    assert found == (Participant(id="g0", name="嘉宾0"),)
