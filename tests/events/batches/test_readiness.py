from datetime import date
from typing import Any

import pytest

from events.batches.readiness import Lack, Missing, NotReady, readiness, sort_out
from events.batches.signing_project import SigningProject
from tests.events.batches.projects import DAY, project, signer


def test_a_project_with_everything_is_ready() -> None:
    assert readiness(project("a"), DAY) == ()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"reviewed_on": None}, Missing(lack=Lack.NOT_REVIEWED, detail={"day": "—"})),
        ({"reviewed_on": date(2026, 3, 31)}, Missing(lack=Lack.NOT_REVIEWED, detail={"day": "2026-03-31"})),
        ({"contract_in_on": None}, Missing(lack=Lack.CONTRACT_TEXT, detail={"day": "—"})),
        ({"amount_cny": 0}, Missing(lack=Lack.AMOUNT)),
        ({"host_unit": " "}, Missing(lack=Lack.HOST_UNIT)),
        ({"host_signer": None}, Missing(lack=Lack.HOST_SIGNER)),
        ({"company_name": ""}, Missing(lack=Lack.COMPANY_NAME)),
        ({"company_signer": None}, Missing(lack=Lack.COMPANY_SIGNER)),
        ({"company_signer": signer("mayor")}, Missing(lack=Lack.SAME_SIGNER, detail={"name": "mayor"})),
    ],
)
def test_what_is_missing_is_named(fields: dict[str, Any], missing: Missing) -> None:
    assert readiness(project("a", **fields), DAY) == (missing,)


def test_a_signer_who_leaves_the_company_makes_his_project_wait_from_that_day() -> None:
    leaving = project("a", company_signer=signer("王总", left_on=DAY))
    detail = {"name": "王总", "day": "2026-03-30"}
    assert readiness(leaving, DAY) == (Missing(lack=Lack.COMPANY_SIGNER_LEFT, detail=detail),)
    assert readiness(leaving, date(2026, 3, 29)) == ()
    gone = project("b", host_signer=signer("李", left_on=date(2026, 1, 5)))
    assert [item.lack for item in readiness(gone, DAY)] == [Lack.HOST_SIGNER_LEFT]


def test_a_bare_project_lacks_everything_at_once() -> None:
    assert [item.lack for item in readiness(SigningProject(id="a", title="甲"), DAY)] == [
        Lack.NOT_REVIEWED,
        Lack.CONTRACT_TEXT,
        Lack.AMOUNT,
        Lack.HOST_UNIT,
        Lack.COMPANY_NAME,
        Lack.HOST_SIGNER,
        Lack.COMPANY_SIGNER,
    ]


def test_projects_are_sorted_into_ready_and_waiting() -> None:
    bare = project("b", amount_cny=0)
    ready, waiting = sort_out([bare, project("a")], DAY)
    assert [item.id for item in ready] == ["a"]
    assert waiting == (NotReady(project="b", missing=(Missing(lack=Lack.AMOUNT),)),)
