from events.representation import everyone, representative
from planner.person import Unit, UnitRoster


def test_a_unit_sends_its_deputy_or_its_head_or_its_liaison() -> None:
    rosters = [
        UnitRoster(head="H", deputy="D", staff=("S",), liaison="L"),
        UnitRoster(head="H", staff=("S",)),
        UnitRoster(liaison="L"),
        UnitRoster(),
    ]
    units = [Unit(id=str(k), name=str(k), roster=roster) for k, roster in enumerate(rosters)]
    assert [representative(unit) for unit in units] == ["D", "H", "L", None]
    assert everyone(units) == ("H", "D", "S", "L")
