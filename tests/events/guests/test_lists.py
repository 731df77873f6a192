import pytest

from api.texts.sentences import sentence
from events.guest import Segment
from events.guests.lists import GuestList, Merged, merged
from events.guests.marks import MarkKind
from planner.errors import Fault, InvalidGuests
from tests.events.guests.people import guest


def _merged(*lists: tuple[object, ...], told_apart: tuple[tuple[str, str], ...] = ()) -> Merged:
    named = [GuestList.model_validate({"name": f"L{n}", "guests": group}) for n, group in enumerate(lists, 1)]
    return merged(named, told_apart)


def test_a_person_on_two_lists_is_one_and_nothing_is_lost() -> None:
    first = guest("c1", name="赵云", organisation="江津铝业", mail="", points=5, region="csj")
    second = guest(
        "u7", name="赵 云", organisation="江津铝业", mail="zhao@example.com", points=9, post="总经理"
    )
    found = _merged((first,), (second,))
    assert found.guests == (
        first.model_copy(update={"mail": "zhao@example.com", "points": 9, "post": "总经理"}),
    )
    [duplicate] = found.duplicates
    assert (duplicate.kept, duplicate.dropped, duplicate.lists) == ("c1", (second,), ("L1", "L2"))
    assert (duplicate.by, duplicate.differing) == ((MarkKind.ORGANISATION,), ())


def test_what_two_lists_say_differently_is_told_and_the_earlier_is_believed() -> None:
    first = guest("a", name="赵云", organisation="甲", mail="z@example.com", segment=Segment.UPSTREAM)
    second = guest("b", name="赵云", organisation="乙", mail="z@example.com", segment=Segment.FUND)
    found = _merged((first,), (second,))
    assert found.guests == (first,)
    assert found.duplicates[0].differing == ("segment", "organisation")


def test_marks_join_through_a_third_entry() -> None:
    one = guest("a", name="赵云", organisation="", mail="z@example.com")
    two = guest("b", name="赵云", organisation="", mail="", phone="13800001111")
    link = guest("c", name="赵云", organisation="", mail="z@example.com", phone="13800001111")
    assert [item.id for item in _merged((one, two), (link,)).guests] == ["a"]


def test_two_told_apart_stay_two_even_through_a_third_entry() -> None:
    one, two = (guest(name, name="赵云", organisation="江津铝业") for name in ("a", "b"))
    link = guest("c", name="赵云", organisation="江津铝业")
    found = _merged((one, two), (link,), told_apart=(("a", "b"),))
    assert [item.id for item in found.guests] == ["a", "b"]


def test_two_names_under_one_mail_address_both_stay_and_are_suspects() -> None:
    one, two = guest("赵云", mail="gm@example.com"), guest("赵子龙", mail="gm@example.com")
    found = _merged((one,), (two,))
    assert found.guests == (one, two)
    assert [(item.guests, item.by) for item in found.suspects] == [(("赵云", "赵子龙"), MarkKind.MAIL)]
    assert _merged((one,), (two,), told_apart=(("赵子龙", "赵云"),)).suspects == ()


def test_one_id_for_two_people_is_refused_with_both_names() -> None:
    with pytest.raises(InvalidGuests) as refused:
        _merged((guest("7", name="赵云"),), (guest("7", name="马超"),))
    detail = {"name": "马超", "other": "赵云", "list": "L2", "before": "L1"}
    assert refused.value.faults == (Fault(code="guest_id_taken", place="L2", value="7", detail=detail),)


def test_one_entry_on_two_lists_under_one_id_is_one_person() -> None:
    same = guest("7", name="赵云")
    found = _merged((same,), (same,))
    assert found.guests == (same,)
    assert MarkKind.ID in found.duplicates[0].by


def test_notes_tell_of_doubles_suspects_and_letters() -> None:
    first = (guest("a", name="赵云", mail="z@example.com"), guest("马超", mail="", phone=""))
    second = (guest("b", name="赵云", mail="z@example.com"), guest("赵子龙", mail="z@example.com"))
    notes = _merged(first, second).notes
    assert [(note.code, note.place) for note in notes] == [
        ("guest_on_two_lists", "a"),
        ("guest_perhaps_same", "a,赵子龙"),
        ("guest_without_address", "马超"),
    ]
    assert sentence(notes[0]).message == "赵云同时在以下名单中：L1、L2，已合并为一人"


def test_merging_again_changes_nothing() -> None:
    found = _merged(
        (guest("a", name="赵云", mail="z@example.com"),), (guest("b", name="赵云", mail="z@example.com"),)
    )
    again = merged([GuestList(name="all", guests=found.guests)])
    assert (again.guests, again.duplicates) == (found.guests, ())
