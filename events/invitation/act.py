"""What happens to an invitation, as values that travel as JSON: who did it, when, through which channel."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter

from events.guest import Guest
from events.invitation.reply import ReplyForm
from planner.value import Value


class Channel(StrEnum):
    """How word came or went."""

    MAIL = "mail"
    LINK = "link"
    CALENDAR = "calendar"
    PHONE = "phone"
    MESSAGE = "message"
    LETTER = "letter"
    DESK = "desk"
    SYSTEM = "system"


class Step(Value):
    """What every act says: the ``guest`` (id) it is about, the instant, by whom, through what.

    ``is_reply``: the guest's own answer, taken until the event is over.
    """

    is_reply: ClassVar[bool] = False

    guest: str
    at: AwareDatetime
    by: str = Field(default="", max_length=200)
    channel: Channel = Channel.SYSTEM
    note: str = Field(default="", max_length=2_000)


class Send(Step):
    """The invitation goes out in ``wave``, to be answered by ``answer_by``."""

    kind: Literal["send"] = "send"
    answer_by: AwareDatetime
    wave: int = Field(ge=1)


class Open(Step):
    """The guest has seen it."""

    kind: Literal["open"] = "open"


class Accept(Step):
    """The guest says yes, with his reply slip; said again, the new slip counts."""

    is_reply: ClassVar[bool] = True

    kind: Literal["accept"] = "accept"
    reply: ReplyForm = ReplyForm()


class Decline(Step):
    """The guest says no, also after he had said yes."""

    is_reply: ClassVar[bool] = True

    kind: Literal["decline"] = "decline"


class Hesitate(Step):
    """The guest does not know yet; his place is kept until the deadline."""

    is_reply: ClassVar[bool] = True

    kind: Literal["hesitate"] = "hesitate"


class Delegate(Step):
    """``colleague`` comes in the guest's place, with this reply slip."""

    is_reply: ClassVar[bool] = True

    kind: Literal["delegate"] = "delegate"
    colleague: Guest
    reply: ReplyForm = ReplyForm()


class Withdraw(Step):
    """The host takes the invitation back."""

    kind: Literal["withdraw"] = "withdraw"


class Restore(Step):
    """The host undoes a withdrawal: the invitation is a draft again."""

    kind: Literal["restore"] = "restore"


class Expire(Step):
    """The deadline has passed without an answer."""

    kind: Literal["expire"] = "expire"


class Promote(Step):
    """A place has come free for one who waits."""

    kind: Literal["promote"] = "promote"


class TakeOver(Step):
    """The guest comes in the place of a colleague (id), with this reply slip; he need not be asked."""

    kind: Literal["take_over"] = "take_over"
    in_place_of: str
    reply: ReplyForm = ReplyForm()


class Extend(Step):
    """The host gives the guest until ``answer_by``; ``note`` says why, and must."""

    kind: Literal["extend"] = "extend"
    answer_by: AwareDatetime
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


class Remind(Step):
    """The guest is reminded that he owes an answer; a second time on one day is nothing."""

    kind: Literal["remind"] = "remind"


class Grant(Step):
    """Places have come free for those the guest wished to bring: he may bring ``plus_ones`` in all."""

    kind: Literal["grant"] = "grant"
    plus_ones: int = Field(ge=1, le=50)


Act = Annotated[
    Send
    | Open
    | Accept
    | Decline
    | Hesitate
    | Delegate
    | Withdraw
    | Restore
    | Expire
    | Promote
    | TakeOver
    | Extend
    | Remind
    | Grant,
    Field(discriminator="kind"),
]
ACT: TypeAdapter[Act] = TypeAdapter(Act)
KINDS = (
    "send",
    "open",
    "accept",
    "decline",
    "hesitate",
    "delegate",
    "withdraw",
    "restore",
    "expire",
    "promote",
    "take_over",
    "extend",
    "remind",
    "grant",
)
