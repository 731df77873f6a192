import pytest
from pydantic import ValidationError

from events.guest import Guest, Segment


@pytest.mark.parametrize(
    ("mail", "phone", "reached"),
    [("zhao@example.com", "", True), ("", "13800000000", True), ("", "", False)],
)
def test_a_guest_can_be_reached_by_mail_or_telephone(mail: str, phone: str, reached: bool) -> None:  # noqa: FBT001
    guest = Guest(id="g", name="赵", segment=Segment.EXPERT, mail=mail, phone=phone)
    assert guest.can_be_reached is reached


def test_a_guest_without_a_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        Guest(id="g", name="", segment=Segment.EXPERT)
