"""Every refusal of the service has its one HTTP status."""

import inspect

import pytest

from api import errors
from api.errors import ServiceError, TooOften
from planner.errors import Fault, ZhaoshangError

STATUSES = {
    "NotLoggedIn": 401,
    "NotAllowed": 403,
    "NotFound": 404,
    "Conflict": 409,
    "StaleVersion": 409,
    "AlreadyThere": 409,
    "InUse": 409,
    "OwnedByAnother": 409,
    "TooLarge": 413,
    "InvalidInput": 422,
    "VersionRequired": 428,
    "TooOften": 429,
    "Unreachable": 502,
    "Overloaded": 503,
}


def _classes() -> dict[str, type[ServiceError]]:
    return {
        name: found
        for name, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, ServiceError) and found is not ServiceError
    }


def test_each_refusal_has_its_status() -> None:
    assert {name: found.status for name, found in _classes().items()} == STATUSES


def test_the_tree_in_the_docstring_names_every_class() -> None:
    named = errors.__doc__ or ""
    assert [name for name in _classes() if f" {name} " not in named] == []


@pytest.mark.parametrize("name", STATUSES)
def test_a_refusal_is_an_error_of_the_program_and_carries_its_faults(name: str) -> None:
    refusal = _classes()[name](Fault(code="x"))
    assert isinstance(refusal, ZhaoshangError)
    assert [fault.code for fault in refusal.faults] == ["x"]


@pytest.mark.parametrize(("detail", "seconds"), [({"seconds": "30"}, 30), ({}, 1)])
def test_who_asks_too_often_is_told_when_to_come_again(detail: dict[str, str], seconds: int) -> None:
    assert TooOften(Fault(code="x", detail=detail)).retry_after_seconds == seconds
