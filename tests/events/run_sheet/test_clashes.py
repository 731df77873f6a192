from events.run_sheet.clashes import clashes, clashing_people
from tests.events.run_sheet.test_line import line, sheet


def test_a_person_wanted_at_two_places_at_a_time_is_named_once_a_pair() -> None:
    stage, door = line(600, 10, "ann", "bob"), line(605, 10, "bob", where="门口")
    found = clashes(sheet(stage, door))
    assert [(item.person, item.first, item.second) for item in found] == [("bob", stage, door)]
    assert clashing_people((*found, *found)) == ("bob",)


def test_lines_that_touch_or_share_a_place_do_not_clash() -> None:
    assert clashes(sheet(line(600, 10, "ann"), line(610, 5, "ann", where="门口"))) == ()
    assert clashes(sheet(line(600, 10, "ann"), line(605, 10, "ann"))) == ()
