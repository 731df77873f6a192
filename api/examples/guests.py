"""Examples for guests: lists, invitations, mails, the door, the papers that are made of them."""

from typing import Any

from api.errors import NotFound
from api.examples.events import event_id, first_of
from api.examples.records import anyone
from api.examples.scene import Example, Scene, Shown, if_match
from api.routes import guest_lists, unit_notices
from api.store import invitation_lists, letters, outbox
from api.store.letters import LetterState
from api.store.outbox import ParcelState
from api.store.people import UNIT
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from planner.clock import day_of
from planner.plan import EventDate

_LIST = (
    "read_invitations",
    "read_invitation_clock",
    "send_wave",
    "send_reminders",
    "read_check_in",
    "read_door",
    "renew_door",
)
_PAPERS = (
    "export_badges",
    "export_replies",
    "export_guests",
    "export_check_in_workbook",
    "export_check_in_pdf",
)
_LETTERS = ("export_letters_docx", "export_letters_pdf", "export_messages")
_LINKS = ("read_guest_link", "renew_guest_link")
_DOUBT = (ParcelState.DOUBTFUL, ParcelState.REFUSED)
_UNINVITED = frozenset({State.DRAFTED, State.WITHDRAWN})


def guest_examples(scene: Scene) -> Shown:
    """A list to be opened for an event without one; whatever else is about a list that is there."""
    events = () if scene.plan is None else scene.plan.events
    lists = [(held, _list(scene, event_id(scene, held))) for held in events]
    found = _notices(scene) | _mails(scene)
    free = next((held for held, value in lists if value is None), None)
    named = free or first_of(scene)
    if named is not None:
        found |= _proposals(scene, named)
    # The longest history has most to show: the demonstration's own.
    there = max((value for _, value in lists if value is not None), key=_told, default=None)
    return found if there is None else found | _of_list(scene, there)


def _told(value: InvitationList) -> int:
    return sum(len(item.history) for item in value.invitations)


def _list(scene: Scene, identity: str) -> InvitationList | None:
    try:
        return invitation_lists.invitation_list(scene.session, identity)
    except NotFound:
        return None


def _proposals(scene: Scene, held: EventDate) -> Shown:
    """The example of the route, for everybody's chain, on the day of the plan."""
    at = {"identity": event_id(scene, held)}
    body = guest_lists.EXAMPLE.model_dump(mode="json", exclude_defaults=True)
    del body["demand"]["chain"]
    body["day"] = day_of(held.start).isoformat()
    asked = {name: body[name] for name in guest_lists.Asked.model_fields if name in body}
    return {"propose_guests": Example(at, asked), "open_invitations": Example(at, body)}


def _of_list(scene: Scene, value: InvitationList) -> Shown:
    at = {"identity": value.event}
    letter = invitation_lists.letter_of(scene.session, value.event)
    revised = {"invitations": value.model_dump(mode="json"), "letter": letter.model_dump(mode="json")}
    found = {name: Example(at) for name in (*_LIST, *_PAPERS)}
    # Nobody cancels an event because a form was filled in for him: what would leave is shown.
    found |= {
        "call_off_event": Example({**at, "dry_run": True}),
        "revise_invitations": Example(if_match(value.event, value.version), revised),
    }
    return found | _of_guests(scene, value, at)


def _of_guests(scene: Scene, value: InvitationList, at: dict[str, Any]) -> Shown:
    """The last of the list is withdrawn and drafted again; papers and links are of somebody invited."""
    found: dict[str, Example] = {}
    if value.invitations:
        last = value.invitations[-1]
        kind = "restore" if last.state is State.WITHDRAWN else "withdraw"
        body = {"kind": kind, "guest": last.guest.id, "at": scene.at.isoformat()}
        found["act_on_invitation"] = Example(at, body)
    invited = next((item for item in value.invitations if item.state not in _UNINVITED), None)
    if invited is None:
        return found
    found |= {name: Example({**at, "guest": invited.guest.id}) for name in _LINKS}
    found |= {name: Example({**at, "guest": [invited.guest.id]}) for name in _LETTERS}
    return found | {"check_in": Example(at, {"guest": _coming(value, invited).guest.id})}


def _coming(value: InvitationList, other: Invitation) -> Invitation:
    """The first who said yes; ``other`` if nobody did."""
    return next((item for item in value.invitations if item.state is State.ACCEPTED), other)


def _mails(scene: Scene) -> Shown:
    """The latest mail to read and take back; the latest that needs a person to settle, a letter likewise."""
    found: dict[str, Example] = {}
    for mail in outbox.parcels(scene.session, limit=1).items:
        found["read_mail_message"] = Example({"identity": mail.id})
        found["cancel_mailing"] = Example({"identity": mail.mailing})
    for mail in outbox.parcels(scene.session, states=_DOUBT, limit=1).items:
        found["settle_mail"] = Example({"identity": mail.id}, {"sent": True})
    for letter in letters.letters(scene.session, states=(LetterState.OPEN,), limit=1).items:
        found["settle_letter"] = Example({"identity": letter.id})
    return found


def _notices(scene: Scene) -> Shown:
    """The example of the route, to a unit of the season."""
    held, unit = first_of(scene), anyone(scene, UNIT)
    if held is None or unit is None:
        return {}
    notice = unit_notices.EXAMPLE.model_dump(mode="json", exclude_defaults=True)
    notice["quotas"] = [{**quota, "id": unit.value.name, "unit": unit.id} for quota in notice["quotas"]]
    body = notice | {"day": day_of(held.start).isoformat()}
    example = Example({"identity": event_id(scene, held)}, body)
    return {"export_notices_docx": example, "export_notices_pdf": example}
