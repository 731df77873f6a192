"""A cursor leads back to where it was cut, and nothing else passes for one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import InvalidInput
from api.store.creation_cursor import creation_cursor, read_creation_cursor

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
IDS = st.text(st.characters(codec="utf-8")).filter(str.isprintable)


@given(MOMENTS, IDS)
def test_a_cursor_is_read_as_it_was_made(moment: datetime, identity: str) -> None:
    assert read_creation_cursor(creation_cursor(moment, identity)) == (moment, identity)


@pytest.mark.parametrize(
    "text", ["", "x", "!!", "bnVsbA", creation_cursor(datetime(2027, 1, 1), "a"), "0" * 10_000]
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_creation_cursor(text)
    assert [fault.code for fault in refused.value.faults] == ["unfit_cursor"]
