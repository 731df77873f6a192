"""回执: the slip to be filled in by hand, alone or as a table, and all that was answered as a workbook."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from openpyxl import Workbook

from api.documents.content import Field, Form, FormRow, Row, Table
from api.documents.guests.event_facts import MINUTE, cell_moment
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.guest import Guest
from events.invitation.act import TakeOver
from events.invitation.invitation import Entry, Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.reply import Gender, ReplyForm
from events.invitation.state import State

# 单位、姓名、性别、职务、手机、到达/返程车次、住宿、民族/忌口、车牌、是否发言: together 156 mm.
_BLANK_COLUMNS = (
    ("organisation", 24), ("name", 17), ("gender", 10), ("post", 16), ("phone", 23), ("trains", 18),
    ("lodging", 10), ("diet", 14), ("plate", 12), ("speaks", 12),
)  # fmt: skip
_FORM_ROWS = (
    ("organisation", "name"), ("gender", "post"), ("phone", "plus_ones"), ("arrival", "return"),
    ("lodging", "plate"), ("diet", "speaks"), ("remark",),
)  # fmt: skip
_HAND_MM = 14
ANSWERED = frozenset({State.ACCEPTED, State.WAITING, State.TENTATIVE, State.DELEGATED, State.DECLINED})
COMING = frozenset({State.ACCEPTED, State.WAITING})
_COLUMNS = (
    ("number", 6), ("organisation", 30), ("name", 14), ("gender", 8), ("post", 16), ("phone", 16),
    ("answer", 12), ("asked_for", 8), ("plus_ones", 8), ("companions", 20), ("arrival_train", 12),
    ("arrival_at", 18), ("return_train", 12), ("return_at", 18), ("nights", 8), ("ethnicity", 10),
    ("dietary", 20), ("plate", 14), ("speaks", 10), ("speech_title", 24), ("remark", 30),
    ("answered_at", 18), ("channel", 12),
)  # fmt: skip
_MOMENTS = frozenset({"arrival_at", "return_at", "answered_at"})
_WRAPPED = frozenset({"companions", "dietary", "speech_title", "remark"})


def slip_table(rows: int, language: Language) -> Table:
    """An empty table of slips, ``rows`` lines high enough to write in."""
    empty = Row(cells=("",) * len(_BLANK_COLUMNS), height_mm=_HAND_MM)
    return Table(
        header=tuple(say(f"letter.slip.{key}", language) for key, _ in _BLANK_COLUMNS),
        widths_mm=tuple(width for _, width in _BLANK_COLUMNS),
        rows=(empty,) * rows,
    )


def slip_form(guest: Guest, language: Language) -> Form:
    """A slip for one guest, what is known of him filled in."""
    known = {"organisation": guest.organisation, "name": guest.name, "post": guest.post, "phone": guest.phone}
    return Form(
        rows=tuple(
            FormRow(
                fields=tuple(
                    Field(label=say(f"letter.slip.{key}", language), value=one_line(known.get(key, "")))
                    for key in keys
                ),
                height_mm=_HAND_MM,
            )
            for keys in _FORM_ROWS
        )
    )


def reply_slip_workbook(invitations: InvitationList, made_at: datetime, language: Language = "zh") -> bytes:
    """回执汇总: everybody who has answered, in the order of the list, and what kitchen and hotel must know.

    Of who does not come nothing but the answer is told, whatever his slip said before. Equal lists and
    ``made_at`` make equal bytes.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("letter.replies.sheet", language)
    columns = [
        Column(
            say(f"letter.replies.{key}", language),
            width,
            MINUTE if key in _MOMENTS else "",
            wrap=key in _WRAPPED,
        )
        for key, width in _COLUMNS
    ]
    answered = [item for item in invitations.invitations if item.state in ANSWERED]
    write_list(sheet, columns, (_line(number, item, language) for number, item in enumerate(answered, 1)))
    totals = book.create_sheet(say("letter.replies.totals", language))
    heads = [
        Column(say(f"letter.replies.{key}", language), width) for key, width in (("what", 34), ("sum", 12))
    ]
    write_list(totals, heads, list(_totals(answered, language)))
    return packed(book, made_at, one_line(invitations.title))


def _line(number: int, item: Invitation, language: Language) -> list[Content]:
    guest, slip = item.guest, item.reply if item.state in COMING else None
    said = _last_answer(item)
    told: dict[str, Content] = {
        "number": number,
        "organisation": one_line(guest.organisation),
        "name": one_line(guest.name),
        "post": one_line(guest.post),
        "phone": one_line(guest.phone),
        "answer": say(f"invitation.state.{item.state}", language),
        "answered_at": None if said is None else cell_moment(said.act.at),
        "channel": "" if said is None else say(f"invitation.channel.{said.act.channel}", language),
    }
    if slip is not None:
        told |= _slip(item, slip, language)
    return [told.get(key, "") for key, _ in _COLUMNS]


def _slip(item: Invitation, slip: ReplyForm, language: Language) -> dict[str, Content]:
    gender = "" if slip.gender is Gender.UNSTATED else say(f"page.reply.gender.{slip.gender}", language)
    speaks = (
        "" if slip.speaks is None else say(f"page.reply.speaks.{'yes' if slip.speaks else 'no'}", language)
    )
    separator = say("document.list.separator", language)
    return {
        "gender": gender,
        "asked_for": slip.plus_ones,
        "plus_ones": item.plus_ones,  # those of them who have a place
        "companions": separator.join(one_line(name) for name in slip.companions),
        "arrival_train": slip.arrival_train,
        "arrival_at": None if slip.arrival_at is None else cell_moment(slip.arrival_at),
        "return_train": slip.return_train,
        "return_at": None if slip.return_at is None else cell_moment(slip.return_at),
        "nights": slip.lodging_nights,
        "ethnicity": one_line(slip.ethnicity),
        "dietary": slip.dietary,
        "plate": slip.car_plate,
        "speaks": speaks,
        "speech_title": slip.speech_title,
        "remark": slip.remark,
    }


def _last_answer(item: Invitation) -> Entry | None:
    """What the guest said last; a colleague's word is that he takes the place over."""
    said = [
        entry
        for entry in item.history
        if not entry.refused and (entry.act.is_reply or isinstance(entry.act, TakeOver))
    ]
    return said[-1] if said else None


def _totals(answered: list[Invitation], language: Language) -> Iterator[tuple[Content, Content]]:
    accepted = [item for item in answered if item.state is State.ACCEPTED]
    slips = [item.reply for item in accepted if item.reply is not None]
    sums = {
        "guests": len(accepted),
        "heads": sum(item.heads for item in accepted),
        "waiting": sum(item.state is State.WAITING for item in answered),
        "room_nights": sum(slip.lodging_nights or 0 for slip in slips),
        "cars": sum(bool(slip.car_plate) for slip in slips),
        "speakers": sum(slip.speaks is True for slip in slips),
    }
    for key, count in sums.items():
        yield say(f"letter.replies.total.{key}", language), count
    for field in ("ethnicity", "dietary"):
        counted = Counter(one_line(getattr(slip, field)) for slip in slips)
        del counted[""]
        for text, count in sorted(counted.items()):
            yield say(f"letter.replies.total.{field}", language, text=text), count
