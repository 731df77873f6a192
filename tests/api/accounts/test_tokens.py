"""API tokens: never able to do more than their owner."""

import hashlib
from datetime import timedelta

import pytest
from sqlmodel import select

from api.accounts import tokens
from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action, Role
from api.errors import InvalidInput
from api.store.api_tokens import ApiTokenRow
from api.store.database import Database
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW, make_account


@pytest.fixture
def owner(database: Database) -> Principal:
    account = make_account(database, "li", Role.READER)
    return Principal(account=account.id, name="li", role=Role.READER)


def test_a_token_is_256_random_bits_of_which_only_the_digest_is_kept(
    database: Database, owner: Principal
) -> None:
    with database.work(SYSTEM, NOW) as work:
        first, second = (tokens.mint(work, owner, "脚本", None, None) for _ in range(2))
    assert first.secret != second.secret
    assert first.secret.startswith("zst_")
    assert len(first.secret) == 4 + 43  # 32 bytes in base64
    with database.reading() as session:
        kept = [row.model_dump() for row in session.exec(select(ApiTokenRow))]
    assert first.secret not in str(kept)
    assert hashlib.sha256(first.secret.encode()).hexdigest() in {row["digest"] for row in kept}


@pytest.mark.parametrize("action", sorted(set(Action) - PERMITTED[Role.READER]))
def test_a_scope_that_its_owner_lacks_is_refused(
    database: Database, owner: Principal, action: Action
) -> None:
    with pytest.raises(InvalidInput) as refused, database.work(SYSTEM, NOW) as work:
        tokens.mint(work, owner, "脚本", [Action.COMPANY_READ, action], None)
    assert refused.value.faults[0].value == action.value


def test_a_token_ends_today_at_the_earliest(database: Database, owner: Principal) -> None:
    today = NOW.date()
    with database.work(SYSTEM, NOW) as work:
        assert tokens.mint(work, owner, "脚本", None, today).token.expires_on == today
    with pytest.raises(InvalidInput), database.work(SYSTEM, NOW) as work:
        tokens.mint(work, owner, "脚本", None, today - timedelta(days=1))
