"""What an account may do, as one request sees it."""

import pytest

from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action, Role
from api.errors import NotAllowed


def who(role: Role, **fields: object) -> Principal:
    return Principal.model_validate({"account": "a", "name": "甲", "role": role, **fields})


@pytest.mark.parametrize("role", list(Role))
def test_a_log_in_may_what_its_role_may(role: Role) -> None:
    assert {action for action in Action if who(role).may(action)} == PERMITTED[role]


def test_a_token_may_what_both_its_role_and_its_scopes_allow() -> None:
    token = who(Role.READER, scopes=frozenset({Action.COMPANY_READ, Action.ACCOUNT_WRITE}))
    assert {action for action in Action if token.may(action)} == {Action.COMPANY_READ}


def test_nothing_is_allowed_before_a_due_password_is_changed() -> None:
    with pytest.raises(NotAllowed) as refused:
        who(Role.ADMINISTRATOR, must_change=True).require(Action.OWN_READ)
    assert refused.value.faults[0].code == "password_must_change"


def test_a_unit_is_bounded_to_itself_and_without_one_to_nothing() -> None:
    assert who(Role.UNIT, unit="u1").own_unit == "u1"
    nothing = who(Role.UNIT).own_unit
    assert nothing is not None
    assert not nothing.isprintable()  # no id holds such a character
    assert who(Role.PLANNER, unit="u1").own_unit is None
