import pytest

from events.guests.marks import is_same_person, may_be_same_person, plain, plain_phone
from tests.events.guests.people import guest


@pytest.mark.parametrize(
    ("one", "other"), [("赵 云", "赵云"), ("ＡＢＣ公司", "abc公司"), ("江津（集团）", "江津(集团)")]
)
def test_names_compare_without_width_case_and_spaces(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize("written", ["13800001111", "+86 138-0000-1111", "0086 13800001111", "138 0000 1111"])
def test_a_mobile_number_is_one_number_however_written(written: str) -> None:
    assert plain_phone(written) == "13800001111"


def test_a_landline_keeps_its_area_code() -> None:
    assert plain_phone("023-4752 1234") == "02347521234"
    assert plain_phone("8647521234") == "8647521234"


@pytest.mark.parametrize(
    ("shared", "same"),
    [
        ({"mail": "Zhao@Example.com"}, True),
        ({"phone": "13800001111"}, True),
        ({"organisation": "江津铝业"}, True),
        ({}, False),
    ],
)
def test_one_name_and_one_mark_are_one_person(shared: dict[str, str], same: bool) -> None:  # noqa: FBT001
    one = guest("a", name="赵云", **{key: value.lower() for key, value in shared.items()})
    other = guest("b", name="赵 云", **shared)
    assert is_same_person(one, other) is same


def test_two_names_under_one_mobile_number_may_be_one_person_but_are_not_surely() -> None:
    one, other = guest("赵云", phone="13800001111"), guest("赵子龙", phone="+8613800001111")
    assert not is_same_person(one, other)
    assert may_be_same_person(one, other)


def test_two_names_under_one_switchboard_are_two_people() -> None:
    assert not may_be_same_person(guest("赵云", phone="02347521234"), guest("马超", phone="023-47521234"))


def test_what_is_empty_marks_nobody() -> None:
    blank = {"mail": "", "phone": "", "organisation": ""}
    assert not may_be_same_person(guest("a", name="赵云", **blank), guest("b", name="赵云", **blank))
