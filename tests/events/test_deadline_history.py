from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.deadline_history import Entry, Followed, changed_owners, followed, is_shown
from events.deadlines import Deadline, DeadlineKind, Ending, Owner, OwnerKind, Part
from planner.plan import Revision

NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)
DAY = date(2026, 4, 20)
UID = "b6d0"
ANN, BOB, PARK = (OwnerKind.PERSON, "ann"), (OwnerKind.PERSON, "bob"), (OwnerKind.UNIT, "park")


def deadline(*owners: tuple[OwnerKind, str], day: date = DAY, ended: Ending | None = None) -> Deadline:
    return Deadline(
        kind=DeadlineKind.PROBLEM_DUE,
        subject="q1",
        day=day,
        due=day,
        owners=tuple(Owner(kind=kind, id=name, part=Part.SOLVER) for kind, name in owners),
        ended=ended,
    )


def after(*wanted: Deadline | None) -> Followed | None:
    """What comes of a record that had each of these, an hour after the other."""
    found = None
    for hour, one in enumerate(wanted):
        found = followed(found, one, UID, NOW + timedelta(hours=hour))
    return found


def shown(found: Followed | None) -> dict[str, tuple[int, Ending | None]]:
    """By owner the SEQUENCE, and why it is struck out."""
    assert found is not None
    return {key[1]: (entry.revision.sequence, entry.ending) for key, entry in found.by_owner().items()}


def test_a_first_entry_begins_at_nought() -> None:
    found = after(deadline(ANN))
    assert found is not None
    assert found.entry.revision == Revision(uid=UID, sequence=0, created_at=NOW, changed_at=NOW)


@pytest.mark.parametrize("wanted", [None, deadline(), deadline(ANN, ended=Ending.SOLVED)])
def test_what_nobody_ever_saw_is_not_struck_out(wanted: Deadline | None) -> None:
    assert after(wanted) is None


def test_the_same_again_is_the_same() -> None:
    first = after(deadline(ANN))
    assert followed(first, deadline(ANN), UID, NOW + timedelta(days=9)) is first


def test_a_moved_day_raises_the_sequence_and_keeps_the_uid() -> None:
    found = after(deadline(ANN), deadline(ANN, day=DAY + timedelta(days=1)))
    assert found is not None
    revision = found.entry.revision
    assert (revision.uid, revision.sequence, revision.created_at) == (UID, 1, NOW)
    assert revision.changed_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("wanted", "ending"),
    [
        (deadline(ANN, ended=Ending.SOLVED), Ending.SOLVED),
        (None, Ending.REMOVED),
        (deadline(), Ending.REMOVED),
    ],
)
def test_what_ends_is_struck_out_once_in_its_last_shape(wanted: Deadline | None, ending: Ending) -> None:
    found = after(deadline(ANN, PARK), wanted, wanted)
    assert shown(found) == {"ann": (1, ending), "park": (1, ending)}
    assert found is not None
    assert found.entry.deadline == deadline(ANN, PARK)


def test_one_who_hands_it_over_has_it_struck_out_and_the_next_has_it_live() -> None:
    assert shown(after(deadline(ANN, PARK), deadline(BOB, PARK))) == {
        "ann": (1, Ending.HANDED_OVER),
        "bob": (1, None),
        "park": (1, None),
    }


def test_what_changes_afterwards_does_not_concern_who_handed_it_over() -> None:
    moved = deadline(BOB, day=DAY + timedelta(days=3))
    assert shown(after(deadline(ANN), deadline(BOB), moved)) == {
        "ann": (1, Ending.HANDED_OVER),
        "bob": (2, None),
    }


def test_one_who_gets_it_back_has_a_higher_sequence() -> None:
    assert shown(after(deadline(ANN), deadline(BOB), deadline(ANN))) == {
        "ann": (2, None),
        "bob": (2, Ending.HANDED_OVER),
    }


def test_what_was_solved_and_is_open_again_is_the_same_entry() -> None:
    found = after(deadline(ANN), deadline(ANN, ended=Ending.SOLVED), deadline(BOB))
    assert shown(found) == {"ann": (1, Ending.SOLVED), "bob": (2, None)}


def test_a_clock_put_back_dates_nothing_before_what_it_follows() -> None:
    first = after(deadline(ANN))
    found = followed(first, deadline(BOB), UID, NOW - timedelta(days=1))
    assert found is not None
    assert found.entry.revision.changed_at == NOW


WANTED = st.one_of(
    st.none(),
    st.builds(
        lambda owners, days, ended: deadline(*owners, day=DAY + timedelta(days=days), ended=ended),
        st.lists(st.sampled_from([ANN, BOB, PARK]), unique=True),
        st.integers(0, 2),
        st.sampled_from([None, None, Ending.SOLVED]),
    ),
)


@given(st.lists(WANTED, max_size=12))
def test_whatever_happens_nobodys_sequence_falls_and_no_change_comes_without_a_rise(
    wanted: list[Deadline | None],
) -> None:
    before: Followed | None = None
    for hour, one in enumerate(wanted):
        now = followed(before, one, UID, NOW + timedelta(hours=hour))
        was = {} if before is None else before.by_owner()
        shows = {} if now is None else now.by_owner()
        assert was.keys() <= shows.keys()
        changed = set()
        for owner, entry in shows.items():
            old = was.get(owner)
            if old is not None and old != entry:
                assert entry.revision.sequence > old.revision.sequence
            if old != entry:
                changed.add(owner)
        assert changed_owners(before, now) == changed
        live = one is not None and one.ended is None
        owners = {owner.key for owner in one.owners} if one is not None and live else set()
        assert {owner for owner, entry in shows.items() if entry.ending is None} == owners
        before = now


@pytest.mark.parametrize(
    ("day", "changed_at", "last_shown"),
    [
        # Struck out before its day: thirty days after the day's end (Beijing time).
        (DAY, NOW, datetime(2026, 5, 20, 16, tzinfo=UTC)),
        # Struck out when it was long overdue: thirty days after that.
        (date(2026, 1, 5), NOW, NOW + timedelta(days=30)),
    ],
)
def test_what_is_struck_out_is_shown_thirty_days_more(
    day: date, changed_at: datetime, last_shown: datetime
) -> None:
    revision = Revision(uid=UID, created_at=changed_at, changed_at=changed_at)
    entry = Entry(revision=revision, deadline=deadline(ANN, day=day), ending=Ending.SOLVED)
    assert (is_shown(entry, last_shown), is_shown(entry, last_shown + timedelta(seconds=1))) == (True, False)


def test_what_is_overdue_is_shown_however_late_it_is() -> None:
    found = after(deadline(ANN))
    assert found is not None
    assert is_shown(found.entry, NOW + timedelta(days=4_000))
