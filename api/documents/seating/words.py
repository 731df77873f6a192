"""Seats, viewpoints and customs in words."""

from api.documents.dates import long_date
from api.documents.legible import one_line
from api.texts import Language, say
from api.texts.person_name import post_beside
from events.seating.attendee import Attendee
from events.seating.plan import GroupKind, Layout, Placed, Role, Seat, SeatGroup, SeatingPlan
from events.seating.rules import SeatingRules, Viewpoint

_FACE_AN_AUDIENCE = {Layout.ROSTRUM, Layout.PHOTO}


def viewpoint_words(plan: SeatingPlan, viewpoint: Viewpoint, language: Language) -> str:
    """From where a chart is drawn: 视角：观众视角…."""
    seen = f"{plan.layout}_{viewpoint}" if plan.layout in _FACE_AN_AUDIENCE else plan.layout.value
    words = say(f"seating.viewpoint.{seen}", language)
    return say("seating.chart.viewpoint", language, words=words)


def convention_words(plan: SeatingPlan, language: Language) -> str:
    """The custom a layout follows, and by whose hands it tells left and right."""
    rules = plan.rules
    if plan.layout in _FACE_AN_AUDIENCE:
        hands = say(f"seating.hands.{plan.layout}_{rules.seen_from}", language)
        words = {"name": rules_name(rules, language), "hands": hands}
    elif plan.layout is Layout.BANQUET:
        words = {"hand": say(f"seating.hand.{rules.banquet_first}", language)}
    elif plan.layout is Layout.MEETING:
        place = "behind" if rules.interpreter_hand is None else rules.interpreter_hand.value
        guests = "face_door" if plan.guests_face_door else "at_right"
        words = {
            "guests": say(f"seating.guests.{guests}", language),
            "hand": say(f"seating.hand.{rules.meeting_upper}", language),
            "interpreter": say(f"seating.interpreter.{place}", language),
        }
    else:
        order = rules.car_host_drives if plan.host_drives else rules.car_driven
        separator = say("document.list.separator", language)
        words = {"order": separator.join(say(f"seating.car_seat.{seat}", language) for seat in order)}
    custom = say(f"seating.custom.{plan.layout}", language, **words)
    return say("seating.chart.convention", language, custom=custom)


def rules_name(rules: SeatingRules, language: Language) -> str:
    """What the custom is called."""
    return one_line(rules.name if language == "zh" else rules.name_en)


def source_words(plan: SeatingPlan, language: Language) -> str:
    """Where the custom is written, since when it holds here, and who confirmed it."""
    rules = plan.rules
    written = rules.source if plan.layout in _FACE_AN_AUDIENCE else rules.table_source
    day = long_date(rules.in_force_from, language)
    source = say("seating.chart.source", language, source=one_line(written), day=day)
    if rules.confirmed_by:
        return source + say("seating.chart.confirmed", language, office=one_line(rules.confirmed_by))
    return source + say("seating.chart.unconfirmed", language)


def ties_words(plan: SeatingPlan, language: Language) -> str:
    """Whom the office has to put in order; empty if nobody."""
    separator, semicolon = say("document.list.separator", language), say("document.list.semicolon", language)
    ties = (separator.join(one_line(plan.by_id[name].name) for name in tie) for tie in plan.ties)
    names = semicolon.join(ties)
    return say("seating.chart.ties", language, names=names) if names else ""


def group_words(plan: SeatingPlan, group: SeatGroup, language: Language) -> str:
    """A row, a side, a table by name: 主桌, 3号桌, 前排."""
    if group.kind is GroupKind.TABLE:
        number = say("seating.group.table", language, number=group.number)
        named = f"{number} {one_line(group.name)}" if group.name else number
        return say("seating.group.head", language, table=named) if group.head else named
    if group.kind is GroupKind.ROW and len(plan.groups) == 1:
        return say(f"seating.group.only_{plan.layout}", language)
    return say(f"seating.group.{group.kind}", language, number=group.number)


def seat_words(plan: SeatingPlan, placed: Placed, language: Language) -> str:
    """Where somebody sits, to be told at the door: 3号桌5号座, 第2排左起第4座."""
    group, seat = placed.group, placed.seat
    if seat.car_seat is not None:
        return say(f"seating.car_seat.{seat.car_seat}", language)
    place = group_words(plan, group, language)
    key = "table" if group.kind is GroupKind.TABLE else "row" if group.kind is GroupKind.ROW else "side"
    return say(f"seating.seat.{key}", language, group=place, position=seat.position)


def mark_of(plan: SeatingPlan, seat: Seat, language: Language) -> str:
    """What stands small beside a name: a host's or interpreter's role, else the number by protocol."""
    at_table = plan.layout is Layout.BANQUET
    if seat.role is Role.INTERPRETER or (at_table and seat.role in {Role.PRINCIPAL_HOST, Role.SECOND_HOST}):
        return say(f"seating.role.{seat.role}", language)
    if seat.number is None:
        return ""
    return say("seating.role.guest_number", language, number=seat.number) if at_table else str(seat.number)


def spaced_name(name: str) -> str:
    """A name of two ideographs with a full-width space between, as on name cards (桌签)."""
    plain = one_line(name)
    both_han = len(plain) == 2 and all("一" <= letter <= "鿿" for letter in plain)
    return f"{plain[0]}　{plain[1]}" if both_han else plain


def captions(attendee: Attendee) -> tuple[str, ...]:
    """What stands beside the name: organisation and post, those there are."""
    return tuple(text for text in (one_line(attendee.organisation), post_caption(attendee)) if text)


def post_caption(attendee: Attendee) -> str:
    """The post as it stands beside the name."""
    return post_beside(one_line(attendee.name), one_line(attendee.post))
