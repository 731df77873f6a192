from typing import Any

import pytest

from events.seating.banquet import Table, check_readable
from events.seating.errors import InvalidSeating
from tests.events.seating.people import banquet, in_order


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"attendees": ()}, [("seating_nothing_to_seat", "晚宴")]),
        ({"tables": ()}, [("seating_nothing_to_seat", "晚宴")]),
        ({"attendees": (*in_order(2), *in_order(1))}, [("seating_doubled", "1")]),
        ({"tables": (Table(number=1, seats=4), Table(number=1, seats=4))}, [("seating_doubled", "1")]),
        (
            {"tables": (Table(number=1, seats=4, head=True), Table(number=2, seats=4, head=True))},
            [("seating_head_tables", "1, 2")],
        ),
        ({"apart": (("1", "9"),)}, [("seating_unknown_person", "9")]),
        ({"together": (("2", "2"),)}, [("seating_pair_of_one", "2")]),
        ({"pinned": {"9": 3}}, [("seating_unknown_person", "9"), ("seating_unknown_table", "3")]),
    ],
)
def test_what_cannot_be_read_is_refused(fields: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    dinner = banquet(*in_order(3)).model_copy(update=fields)
    with pytest.raises(InvalidSeating) as refused:
        check_readable(dinner)
    assert [(fault.code, fault.value) for fault in refused.value.faults] == faults


def test_a_banquet_in_order_is_read() -> None:
    check_readable(banquet(*in_order(3), apart=(("1", "2"),), together=(("2", "3"),), pinned={"1": 2}))
