"""What a guest enters on the reply page, and the act it becomes."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import uuid5

from pydantic import ValidationError

from events.guest import Guest
from events.invitation.act import Accept, Act, Channel, Decline, Delegate, Hesitate
from events.invitation.invitation import Invitation
from events.invitation.reply import ReplyForm
from events.invitation.state import State
from planner.clock import ZONE
from planner.identity import NAMESPACE

FIELDS = (
    "answer", "plus_ones", "companions", "gender", "ethnicity", "dietary", "arrival_train", "arrival_at",
    "return_train", "return_at", "lodging_nights", "car_plate", "speaks", "speech_title", "remark",
    "colleague", "colleague_post", "colleague_phone", "colleague_mail",
)  # fmt: skip
_ANSWERS = ("accept", "decline", "hesitate", "delegate")
_LOCAL = "%Y-%m-%dT%H:%M"  # what datetime-local sends (HTML, local date and time strings)
_TEXTS = (
    "gender", "ethnicity", "dietary", "arrival_train", "return_train", "car_plate", "speech_title",
    "remark",
)  # fmt: skip
# A colleague's name has to be entered anew, so that this answer is not chosen for anybody.
_SAID = {
    State.ACCEPTED: "accept",
    State.WAITING: "accept",
    State.DECLINED: "decline",
    State.TENTATIVE: "hesitate",
}
_SPEAKS = {True: "yes", False: "no", None: ""}
_MOST = 2_000


class Unusable(Exception):
    """A field that cannot be used, or "" where no answer was chosen."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Entered(NamedTuple):
    """Who answers, when, by which name the history knows him."""

    guest: str
    at: datetime
    by: str


def shown(invitation: Invitation) -> dict[str, str]:
    """The form as the guest last filled it in; empty where he has not."""
    form = dict.fromkeys(FIELDS, "") | {"gender": "unstated", "plus_ones": "0"}
    form["answer"] = _SAID.get(invitation.state, "")
    slip = invitation.reply
    if slip is None:
        return form
    return form | {
        "plus_ones": str(slip.plus_ones),
        "companions": "、".join(slip.companions),
        "gender": slip.gender.value,
        "ethnicity": slip.ethnicity,
        "dietary": slip.dietary,
        "arrival_train": slip.arrival_train,
        "arrival_at": _local(slip.arrival_at),
        "return_train": slip.return_train,
        "return_at": _local(slip.return_at),
        "lodging_nights": "" if slip.lodging_nights is None else str(slip.lodging_nights),
        "car_plate": slip.car_plate,
        "speaks": _SPEAKS[slip.speaks],
        "speech_title": slip.speech_title,
        "remark": slip.remark,
    }


def cleaned(sent: Mapping[str, object]) -> dict[str, str]:
    """The fields that the page has, as text; whatever else was sent is left out, what is missing is empty."""
    texts = {name: str(sent.get(name, "")).strip()[:_MOST] for name in FIELDS}
    return texts | {"gender": texts["gender"] or "unstated", "plus_ones": texts["plus_ones"] or "0"}


def act_of(form: Mapping[str, str], invitation: Invitation, who: Entered) -> Act:
    """What ``form`` says. Raises :class:`Unusable`."""
    answer = form["answer"]
    if answer not in _ANSWERS:
        raise Unusable("")
    said = {"guest": who.guest, "at": who.at, "by": who.by, "channel": Channel.LINK}
    if answer == "decline":
        return Decline.model_validate(said | {"note": form["remark"]})
    if answer == "hesitate":
        return Hesitate.model_validate(said | {"note": form["remark"]})
    slip = _slip(form)
    if answer == "accept":
        return Accept.model_validate(said | {"reply": slip})
    return Delegate.model_validate(said | {"colleague": _colleague(form, invitation), "reply": slip})


def _slip(form: Mapping[str, str]) -> ReplyForm:
    names = [name.strip() for name in form["companions"].replace(",", "、").replace("，", "、").split("、")]
    given: dict[str, object] = {name: form[name] for name in _TEXTS}
    given |= {
        "plus_ones": form["plus_ones"],
        "companions": tuple(name for name in names if name),
        "arrival_at": _instant(form, "arrival_at"),
        "return_at": _instant(form, "return_at"),
        "lodging_nights": form["lodging_nights"] or None,
        "speaks": {"yes": True, "no": False}.get(form["speaks"]),
    }
    try:
        return ReplyForm.model_validate(given)
    except ValidationError as error:
        raise Unusable(str(error.errors()[0]["loc"][0])) from error


def _colleague(form: Mapping[str, str], invitation: Invitation) -> Guest:
    if not form["colleague"]:
        raise Unusable("colleague")
    guest = invitation.guest
    # Sent twice it is the same colleague.
    name = str(uuid5(NAMESPACE, f"colleague\0{guest.id}\0{form['colleague']}"))
    given = {
        "id": f"colleague:{name}",
        "name": form["colleague"],
        "post": form["colleague_post"],
        "phone": form["colleague_phone"],
        "mail": form["colleague_mail"],
    }
    taken = guest.model_dump(include={"organisation", "company", "segment", "chain", "region", "unit"})
    try:
        return Guest.model_validate(taken | given)
    except ValidationError as error:
        field = error.errors()[0]["loc"][0]
        raise Unusable("colleague_name" if field == "name" else f"colleague_{field}") from error


def _instant(form: Mapping[str, str], field: str) -> datetime | None:
    if not form[field]:
        return None
    try:
        return datetime.strptime(form[field][:16], _LOCAL).replace(tzinfo=ZONE)
    except ValueError as error:
        raise Unusable(field) from error


def _local(instant: datetime | None) -> str:
    return "" if instant is None else instant.astimezone(ZONE).strftime(_LOCAL)
