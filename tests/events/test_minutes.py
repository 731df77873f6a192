from datetime import date

import pytest

from events.agenda import Agenda, AgendaItem, Matter
from events.minutes import Decision, Minutes, MinutesTaken, Present, faults_of


def item(number: int) -> AgendaItem:
    return AgendaItem(number=number, matter=Matter.DUE_PROBLEM, subject=f"q{number}", minutes=5)


AGENDA = Agenda(day=date(2026, 6, 18), items=(item(1), item(2)), beyond=(item(3),), units=("park",))


def faults(**taken: object) -> list[tuple[str, str, str]]:
    minutes = Minutes(agenda=AGENDA, taken=MinutesTaken.model_validate(taken))
    return [(fault.code, fault.place, fault.value) for fault in faults_of(minutes)]


def test_every_item_may_be_decided_also_one_there_was_no_time_for() -> None:
    decisions = [Decision(number=number, text="同意") for number in (3, 1, 2)]
    assert faults(decisions=decisions, present=[Present(unit="park", name="李")]) == []


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 4), [("no_such_agenda_item", "decisions[1].number", "4")]),
        ((2, 2), [("decided_twice", "decisions[1].number", "2")]),
        ((4, 4), [("no_such_agenda_item", f"decisions[{k}].number", "4") for k in (0, 1)]),
    ],
)
def test_a_decision_about_nothing_or_about_the_same_again_is_a_fault(
    numbers: tuple[int, ...], found: list[tuple[str, str, str]]
) -> None:
    assert faults(decisions=[Decision(number=number, text="同意") for number in numbers]) == found


def test_a_unit_is_present_once() -> None:
    present = [Present(unit="park", name="李"), Present(unit="park", name="王")]
    assert faults(present=present) == [("unit_present_twice", "present[1].unit", "park")]


def test_whoever_came_for_a_unit_is_known() -> None:
    minutes = Minutes(agenda=AGENDA, taken=MinutesTaken(present=(Present(unit="park", name="李"),)))
    assert [minutes.presence(unit) for unit in ("park", "land")] == ["李", ""]
