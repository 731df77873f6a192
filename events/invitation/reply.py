"""回执: what a guest who comes tells, and what in it looks wrong."""

import re
from collections.abc import Iterator
from enum import StrEnum

from pydantic import AwareDatetime, Field, field_validator

from planner.errors import Fault
from planner.value import Value
from planner.window import Span

# A mainland number plate: province, letter of the place, five or (new energy) six places; GA 36-2018 §5.
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳领]"
)
TRAIN = re.compile(r"[GDCZTKYSL]?\d{1,4}")


class Gender(StrEnum):
    """As the guest gives it; rooms are shared by it."""

    FEMALE = "female"
    MALE = "male"
    UNSTATED = "unstated"


class ReplyForm(Value):
    """The reply slip. What is left out is unknown, which is not no: None, or an empty text.

    ``plus_ones`` are further people he brings, ``companions`` their names as far as known. ``ethnicity``
    (民族) and ``dietary`` (忌口) are for the kitchen. Trains are numbers such as G1335, instants aware.
    ``speaks``: whether he would speak, ``speech_title`` on what. Spaces and dots in trains and plates do not
    count.
    """

    plus_ones: int = Field(default=0, ge=0, le=50)
    companions: tuple[str, ...] = Field(default=(), max_length=50)
    gender: Gender = Gender.UNSTATED
    ethnicity: str = Field(default="", max_length=40)
    dietary: str = Field(default="", max_length=500)
    arrival_train: str = Field(default="", max_length=20)
    arrival_at: AwareDatetime | None = None
    return_train: str = Field(default="", max_length=20)
    return_at: AwareDatetime | None = None
    lodging_nights: int | None = Field(default=None, ge=0, le=30)
    car_plate: str = Field(default="", max_length=20)
    speaks: bool | None = None
    speech_title: str = Field(default="", max_length=200)
    remark: str = Field(default="", max_length=2_000)

    @field_validator("arrival_train", "return_train", "car_plate", mode="before")
    @classmethod
    def _without_spaces(cls, text: object) -> object:
        return re.sub(r"[\s·•.\-]", "", text).upper() if isinstance(text, str) else text


def reply_cautions(reply: ReplyForm, event: Span, guest: str) -> tuple[Fault, ...]:
    """What somebody should ask the guest (id) about; the reply is taken as it is."""
    return tuple(Fault(code=code, place=guest, value=value) for code, value in _doubts(reply, event))


def _doubts(reply: ReplyForm, event: Span) -> Iterator[tuple[str, str]]:
    if reply.car_plate and not PLATE.fullmatch(reply.car_plate):
        yield "car_plate_unlikely", reply.car_plate
    for train in (reply.arrival_train, reply.return_train):
        if train and not TRAIN.fullmatch(train):
            yield "train_unlikely", train
    if reply.arrival_at is not None and reply.arrival_at >= event.end:
        yield "arrives_after_the_event", reply.arrival_at.isoformat()
    if reply.return_at is not None and reply.return_at <= event.start:
        yield "returns_before_the_event", reply.return_at.isoformat()
    if len(reply.companions) > reply.plus_ones:
        yield "more_companions_than_plus_ones", "、".join(reply.companions)
