"""Who takes a chair at an event."""

from events.invitation.reply import ReplyForm
from events.invitation.state import State
from events.seated_guests import companion_id, guest_parties, host
from events.seating.attendee import Attendee, Side
from planner.person import Rank
from tests.api.post.lists import forum
from tests.builders import person

_LIST = forum(guests=3)


def test_only_who_accepted_is_seated_with_those_granted_to_him() -> None:
    value = _LIST.model_copy(
        update={
            "invitations": (
                _LIST.invitations[0].model_copy(
                    update={
                        "state": State.ACCEPTED,
                        "plus_ones": 2,
                        "reply": ReplyForm(plus_ones=5, companions=("钱秘书",)),
                    }
                ),
                _LIST.invitations[1].model_copy(update={"state": State.DECLINED}),
                _LIST.invitations[2].model_copy(update={"state": State.ACCEPTED}),
            )
        }
    )
    found = guest_parties(value)
    assert [(item.id, item.name) for item in found.attendees] == [
        ("g0", "嘉宾0"),
        ("g0+1", "钱秘书"),
        ("g0+2", "嘉宾0+2"),
        ("g2", "嘉宾2"),
    ]
    assert found.together == (("g0", "g0+1"), ("g0", "g0+2"))
    assert companion_id("g0", 2) == "g0+2"
    alone = guest_parties(value, companions=False)
    assert ([item.id for item in alone.attendees], alone.together) == (["g0", "g2"], ())


def test_a_host_keeps_rank_and_order_of_the_office() -> None:
    someone = person("江书记", Rank.PRINCIPAL, id="head", title="书记", order=2)
    assert host(someone, "区委") == Attendee(
        id="head",
        name="江书记",
        post="书记",
        organisation="区委",
        side=Side.HOST,
        rank=Rank.PRINCIPAL,
        order=2,
    )
