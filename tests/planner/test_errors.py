from planner.errors import Fault, InvalidSeason

FAULT = Fault(code="duplicate_id", place="people[1]", value="甲", detail={"first": "people[0]"})


def test_an_error_carries_its_faults_and_says_them() -> None:
    assert InvalidSeason(FAULT).faults == (FAULT,)
    assert InvalidSeason([FAULT, Fault(code="missing")]).faults == (FAULT, Fault(code="missing"))
    assert str(InvalidSeason([FAULT, Fault(code="missing")])) == (
        "duplicate_id at people[1]: '甲' (first=people[0]); missing at -: ''"
    )
