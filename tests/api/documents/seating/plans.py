"""The plans of the sample, by name: each layout once, one in English eyes."""

from datetime import UTC, datetime
from functools import cache

from events.seating.car import car
from events.seating.conventions import FIRST_AT_UPPER_HAND, FOREIGN_GUESTS, TWO_IN_THE_MIDDLE
from events.seating.meeting_table import meeting_table
from events.seating.photo import PhotoPlace, photo
from events.seating.plan import SeatingPlan
from events.seating.rows import rostrum
from events.seating.solve import seat_banquet
from planner.options import Options
from tests.api.documents.seating.sample import DELEGATION, DINNER, GUESTS, INTERPRETER, LEADERS

MADE_AT = datetime(2027, 3, 1, 2, tzinfo=UTC)
_MEETING = (*LEADERS[:6], *DELEGATION, INTERPRETER)


@cache
def plans() -> dict[str, SeatingPlan]:
    """Name -> plan."""
    dinner = seat_banquet(DINNER, Options(effort=4)).plan
    assert dinner is not None
    behind = FOREIGN_GUESTS.model_copy(update={"interpreter_hand": None})
    place = PhotoPlace(width_cm=900, front=13)
    return {
        "rostrum": rostrum("示例区2027年一季度集中签约仪式", LEADERS, TWO_IN_THE_MIDDLE),
        "rostrum_other": rostrum("示例区2027年一季度集中签约仪式", LEADERS, FIRST_AT_UPPER_HAND),
        "rostrum_rows": rostrum(
            "示例区产业链企业家联谊会", (*LEADERS, *GUESTS[:14]), TWO_IN_THE_MIDDLE, (7, 15)
        ),
        "photo": photo("与会代表合影", (*LEADERS, *GUESTS), FOREIGN_GUESTS, place),
        "meeting": meeting_table("与示例·锐锋精机会谈", _MEETING, TWO_IN_THE_MIDDLE),
        "meeting_end": meeting_table("与示例·锐锋精机会谈", _MEETING, behind, guests_face_door=False),
        "banquet": dinner,
        "car": car("考察用车一号", LEADERS[1:5], TWO_IN_THE_MIDDLE),
    }
