import pytest
from pydantic import ValidationError

from events.invitation.reply import ReplyForm, reply_cautions
from planner.clock import at
from tests.events.invitation.lists import EVENT_DAY, SPAN


def test_plates_and_trains_are_read_without_spaces_and_dots() -> None:
    slip = ReplyForm(car_plate=" 渝a·12 345", arrival_train="g 1335", return_train="D22")
    assert (slip.car_plate, slip.arrival_train, slip.return_train) == ("渝A12345", "G1335", "D22")


@pytest.mark.parametrize("plate", ["渝A12345", "渝AD12345", "京A1234警", "粤Z1234港"])
def test_plates_of_every_kind_raise_no_doubt(plate: str) -> None:
    assert reply_cautions(ReplyForm(car_plate=plate), SPAN, "a") == ()


@pytest.mark.parametrize(
    ("slip", "code", "value"),
    [
        ({"car_plate": "A12345"}, "car_plate_unlikely", "A12345"),
        ({"car_plate": "渝A1234567"}, "car_plate_unlikely", "渝A1234567"),
        ({"arrival_train": "CA1234"}, "train_unlikely", "CA1234"),
        ({"arrival_at": SPAN.end}, "arrives_after_the_event", SPAN.end.isoformat()),
        ({"return_at": SPAN.start}, "returns_before_the_event", SPAN.start.isoformat()),
        ({"companions": ("马超",)}, "more_companions_than_plus_ones", "马超"),
    ],
)
def test_what_looks_wrong_is_asked_about_and_taken_as_it_is(
    slip: dict[str, object], code: str, value: str
) -> None:
    [fault] = reply_cautions(ReplyForm.model_validate(slip), SPAN, "a")
    assert (fault.code, fault.place, fault.value) == (code, "a", value)


def test_a_slip_of_every_field_travels_as_json() -> None:
    slip = ReplyForm(
        plus_ones=1, companions=("马超",), ethnicity="回族", dietary="清真", arrival_train="G1335",
        arrival_at=at(EVENT_DAY, 400), return_train="G1336", return_at=at(EVENT_DAY, 900), lodging_nights=1,
        car_plate="渝A12345", speaks=True, speech_title="铝产业链", remark="素食",
    )  # fmt: skip
    assert ReplyForm.model_validate_json(slip.model_dump_json()) == slip
    assert reply_cautions(slip, SPAN, "a") == ()


@pytest.mark.parametrize(
    "fields", [{"plus_ones": -1}, {"plus_ones": 51}, {"lodging_nights": 31}, {"dietary": "x" * 501}]
)
def test_a_slip_beyond_its_bounds_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ReplyForm.model_validate(fields)
